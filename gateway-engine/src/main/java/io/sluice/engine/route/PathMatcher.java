package io.sluice.engine.route;

/** Matches the tokens of a pattern against a whole path. */
sealed interface PathMatcher permits StraightMatcher, ChoosingMatcher {

    /** Whether the path matches; if so, the parameters' values are in the array. */
    boolean match(DecodedPath path, String[] values);
}
