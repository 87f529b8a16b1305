package io.sluice.config.fold;

import static java.util.Objects.requireNonNull;

import io.sluice.config.AddressRange;
import io.sluice.config.HttpServerConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One address to listen on.
 *
 * @param host address or name of the interface
 * @param port 0 for any free port
 * @param peers where connections may come from; empty for anywhere
 * @param tls null for plain text
 * @param routes in the order in which they are tried
 */
public record Listener(
        String host,
        int port,
        List<AddressRange> peers,
        @Nullable TlsConfig tls,
        HttpServerConfig http,
        List<ListenerRoute> routes) {

    /** Copies the list. */
    public Listener {
        requireNonNull(host, "host");
        requireNonNull(http, "http");
        peers = List.copyOf(peers);
        routes = List.copyOf(routes);
    }
}
