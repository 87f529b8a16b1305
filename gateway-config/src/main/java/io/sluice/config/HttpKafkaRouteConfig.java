package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * A route of an {@code http-kafka} binding.
 *
 * @param when alternatives, tried in order; empty matches every request
 * @param guarded guard name to the roles it must grant; a role may hold {@code ${method}} and {@code ${path}}
 * @param exit the {@code kafka} binding that leads to the cluster
 */
public record HttpKafkaRouteConfig(
        Location at, List<HttpKafkaConditionConfig> when, Map<String, List<Text>> guarded, Text exit, WithConfig with) {

    /** Copies the collections. */
    public HttpKafkaRouteConfig {
        requireNonNull(at, "at");
        when = List.copyOf(when);
        guarded = Ordered.copyOf(guarded);
        requireNonNull(exit, "exit");
        requireNonNull(with, "with");
    }
}
