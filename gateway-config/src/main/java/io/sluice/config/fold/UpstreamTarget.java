package io.sluice.config.fold;

import static java.util.Objects.requireNonNull;

import io.sluice.config.BindingName;
import io.sluice.config.HttpClientConfig;
import io.sluice.config.Location;
import io.sluice.config.TcpConditionConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@code http} client with the server behind it.
 *
 * @param host the server's name or address
 * @param port the server's port
 * @param when alternatives, one of which the server's address must match; empty for any address
 * @param tls null for plain text
 */
public record UpstreamTarget(
        HttpClientConfig client,
        String host,
        int port,
        List<TcpConditionConfig> when,
        @Nullable TlsConfig tls) implements ProxyTarget {

    /** Copies the list. */
    public UpstreamTarget {
        requireNonNull(client, "client");
        requireNonNull(host, "host");
        when = List.copyOf(when);
    }

    @Override
    public Location at() {
        return client.at();
    }

    @Override
    public BindingName name() {
        return client.name();
    }

    /** Where it is, as a URL without a path. */
    public String url() {
        String scheme = tls == null ? "http://" : "https://";
        return scheme + (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
    }
}
