package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * A route of a {@code kafka} binding.
 *
 * @param topics topic patterns, one of which must match; empty matches every topic
 * @param guarded guard name to the roles it must grant
 */
public record KafkaRouteConfig(Location at, List<Text> topics, Map<String, List<Text>> guarded, Text exit) {

    /** Copies the collections. */
    public KafkaRouteConfig {
        requireNonNull(at, "at");
        topics = List.copyOf(topics);
        guarded = Ordered.copyOf(guarded);
        requireNonNull(exit, "exit");
    }
}
