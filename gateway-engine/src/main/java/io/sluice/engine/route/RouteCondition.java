package io.sluice.engine.route;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A compiled entry of {@code when}.
 *
 * @param method which methods match
 * @param path which paths match; null for all
 */
public record RouteCondition(MethodPattern method, @Nullable PathPattern path) {
    /** Matches everything that a wildcard does. */
    public static final RouteCondition ALWAYS = new RouteCondition(MethodPattern.ANY, null);

    /** Checks for nulls. */
    public RouteCondition {
        Objects.requireNonNull(method, "method");
    }

    /** What it binds in a path; null if the path does not match. */
    @Nullable Params match(DecodedPath decoded) {
        return path == null ? Params.none() : path.match(decoded);
    }
}
