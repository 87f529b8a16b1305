package io.sluice.config.fold;

import static java.util.Objects.requireNonNull;

import io.sluice.config.HttpKafkaRouteConfig;

/** A route of an {@code http-kafka} binding and the cluster it ends in. */
public record ProxyRoute(HttpKafkaRouteConfig route, ClusterConfig cluster) {

    /** Rejects missing parts. */
    public ProxyRoute {
        requireNonNull(route, "route");
        requireNonNull(cluster, "cluster");
    }
}
