package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One alternative of a {@code tcp} route. All members present must match.
 *
 * @param authority host name; null for any
 * @param cidr address range; null for any
 * @param ports local ports; empty for any
 */
public record TcpConditionConfig(
        Location at, @Nullable Text authority, @Nullable Text cidr, List<PortRange> ports) {

    /** Copies the list. */
    public TcpConditionConfig {
        requireNonNull(at, "at");
        ports = List.copyOf(ports);
    }

    /** True when the condition says nothing against this local port. */
    public boolean allowsPort(int port) {
        return ports.isEmpty() || ports.stream().anyMatch(range -> range.contains(port));
    }
}
