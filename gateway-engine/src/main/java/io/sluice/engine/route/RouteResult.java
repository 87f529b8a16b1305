package io.sluice.engine.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outcome of a lookup. */
public sealed interface RouteResult<T> {

    /** The first route that matches and is authorised. */
    record Match<T>(T value, Params params) implements RouteResult<T> {}

    /**
     * No route.
     *
     * @param refused the first route that matches but is not authorised; null if there is none
     * @param allowed the methods of all routes that match the path, for {@code Allow}; empty if none does
     */
    record Miss<T>(@Nullable T refused, List<String> allowed) implements RouteResult<T> {}
}
