package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code type: tcp, kind: client}. Its address is a leftover of the 0.9 dialect; later ones name the brokers in the
 * {@code kafka} client.
 *
 * @param host null when the address comes from elsewhere
 * @param ports empty when the address comes from elsewhere
 * @param when the conditions of its routes, which restrict where it may connect to; empty for no restriction
 */
public record TcpClientConfig(
        BindingName name, Location at, @Nullable Text host, List<PortRange> ports, List<TcpConditionConfig> when)
        implements BindingConfig {

    /** Copies the lists. */
    public TcpClientConfig {
        requireNonNull(name, "name");
        requireNonNull(at, "at");
        ports = List.copyOf(ports);
        when = List.copyOf(when);
    }

    /** None: a client is the end of its chain. */
    @Override
    public List<Text> exits() {
        return List.of();
    }
}
