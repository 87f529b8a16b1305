package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * {@code type: tcp, kind: server}: the addresses to listen on.
 *
 * @param host address or name of the interface, {@link #DEFAULT_HOST} when absent
 * @param ports at least one
 */
public record TcpServerConfig(
        BindingName name, Location at, Text host, List<PortRange> ports, List<TcpRouteConfig> routes)
        implements BindingConfig {
    /** All interfaces. */
    public static final String DEFAULT_HOST = "0.0.0.0";

    /** Copies the lists. */
    public TcpServerConfig {
        requireNonNull(name, "name");
        requireNonNull(at, "at");
        requireNonNull(host, "host");
        ports = List.copyOf(ports);
        routes = List.copyOf(routes);
    }

    @Override
    public List<Text> exits() {
        return routes.stream().map(TcpRouteConfig::exit).toList();
    }
}
