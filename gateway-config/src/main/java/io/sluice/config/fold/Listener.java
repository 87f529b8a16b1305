package io.sluice.config.fold;

import static java.util.Objects.requireNonNull;

import io.sluice.config.HttpServerConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One address to listen on.
 *
 * @param host address or name of the interface
 * @param port 0 for any free port
 * @param when alternatives, one of which a connection must match; empty for any connection
 * @param tls null for plain text
 * @param routes in the order in which they are tried
 */
public record Listener(
        String host,
        int port,
        List<ConnectionCondition> when,
        @Nullable TlsConfig tls,
        HttpServerConfig http,
        List<ListenerRoute> routes) {

    /** Copies the list. */
    public Listener {
        requireNonNull(host, "host");
        requireNonNull(http, "http");
        when = List.copyOf(when);
        routes = List.copyOf(routes);
    }
}
