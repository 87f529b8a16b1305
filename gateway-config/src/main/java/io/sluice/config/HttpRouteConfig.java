package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * A route of an {@code http} server.
 *
 * @param when alternatives; empty matches every request
 * @param overrides {@code with.headers.overrides}: headers to add or replace, by lower-case name
 * @param guarded guard name to the roles it must grant
 */
public record HttpRouteConfig(
        Location at,
        List<HttpConditionConfig> when,
        Map<String, Text> overrides,
        Map<String, List<Text>> guarded,
        Text exit) {

    /** Copies the collections. */
    public HttpRouteConfig {
        requireNonNull(at, "at");
        when = List.copyOf(when);
        overrides = Ordered.copyOf(overrides);
        guarded = Ordered.copyOf(guarded);
        requireNonNull(exit, "exit");
    }
}
