package io.sluice.engine.route;

import org.jspecify.annotations.Nullable;

/** The outcome of a lookup. */
public sealed interface RouteResult<T> {

    /** The first route that matches and is authorised. */
    record Match<T>(T value, Params params) implements RouteResult<T> {}

    /**
     * No route.
     *
     * @param refused the first route that matches but is not authorised; null if none matches
     */
    record Miss<T>(@Nullable T refused) implements RouteResult<T> {}
}
