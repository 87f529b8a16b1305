package io.sluice.engine.observe;

import java.util.Objects;

/**
 * What names a route to observers. There are as many as conditions in the configuration, whatever is requested.
 *
 * @param route the route, such as {@code http_kafka.routes[2]}
 * @param method the method of the condition that matched, as configured
 * @param path the path of the condition that matched, as configured, such as <code>/items/{id}</code>
 */
public record RouteLabel(String route, String method, String path) {
    /** Of requests that match no route. */
    public static final RouteLabel NONE = new RouteLabel("none", "none", "none");

    /** Checks for nulls. */
    public RouteLabel {
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
    }
}
