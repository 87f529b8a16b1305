package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One alternative of a {@code tls} route. All members present must match; null or empty ones match anything.
 *
 * @param authority pattern of the server name
 * @param alpn protocol name
 * @param trust vault entries of which one signed the peer
 * @param mutual whether the peer must have shown a certificate
 */
public record TlsConditionConfig(
        Location at,
        @Nullable Text authority,
        @Nullable Text alpn,
        List<PortRange> ports,
        List<Text> trust,
        @Nullable MutualTls mutual) {

    /** Copies the lists. */
    public TlsConditionConfig {
        requireNonNull(at, "at");
        ports = List.copyOf(ports);
        trust = List.copyOf(trust);
    }

    /** True when the condition says nothing against this local port. */
    public boolean allowsPort(int port) {
        return ports.isEmpty() || ports.stream().anyMatch(range -> range.contains(port));
    }
}
