package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * A route of a {@code rest-kafka} binding: requests of the API that are let through.
 *
 * @param when alternatives, tried in order; empty matches every request
 * @param guarded guard name to the roles it must grant; a role may hold {@code ${method}} and {@code ${path}}
 * @param exit the {@code kafka} binding that leads to the cluster
 */
public record RestRouteConfig(
        Location at, List<HttpKafkaConditionConfig> when, Map<String, List<Text>> guarded, Text exit) {

    /** Copies the collections. */
    public RestRouteConfig {
        requireNonNull(at, "at");
        when = List.copyOf(when);
        guarded = Ordered.copyOf(guarded);
        requireNonNull(exit, "exit");
    }
}
