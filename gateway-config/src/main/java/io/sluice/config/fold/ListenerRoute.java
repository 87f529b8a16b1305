package io.sluice.config.fold;

import static java.util.Objects.requireNonNull;

import io.sluice.config.HttpKafkaConfig;
import io.sluice.config.HttpRouteConfig;
import java.util.List;

/**
 * A route of the {@code http} server and the {@code http-kafka} binding behind it.
 *
 * @param routes the routes of {@code proxy}, in the order in which they are tried
 */
public record ListenerRoute(HttpRouteConfig route, HttpKafkaConfig proxy, List<ProxyRoute> routes) {

    /** Copies the list. */
    public ListenerRoute {
        requireNonNull(route, "route");
        requireNonNull(proxy, "proxy");
        routes = List.copyOf(routes);
    }
}
