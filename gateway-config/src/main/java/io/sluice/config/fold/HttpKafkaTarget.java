package io.sluice.config.fold;

import static java.util.Objects.requireNonNull;

import io.sluice.config.BindingName;
import io.sluice.config.HttpKafkaConfig;
import java.util.List;

/**
 * An {@code http-kafka} binding.
 *
 * @param routes the routes of {@code proxy}, in the order in which they are tried
 */
public record HttpKafkaTarget(HttpKafkaConfig proxy, List<ProxyRoute> routes) implements RouteTarget {

    /** Copies the list. */
    public HttpKafkaTarget {
        requireNonNull(proxy, "proxy");
        routes = List.copyOf(routes);
    }

    @Override
    public BindingName name() {
        return proxy.name();
    }
}
