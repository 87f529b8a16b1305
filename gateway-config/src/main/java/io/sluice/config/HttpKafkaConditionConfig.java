package io.sluice.config;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One alternative of an {@code http-kafka} route.
 *
 * @param method pattern of the method; null for any
 * @param path pattern of the path, starts with {@code /}; null for any
 */
public record HttpKafkaConditionConfig(
        Location at, @Nullable Text method, @Nullable Text path) {

    /** Rejects a missing place. */
    public HttpKafkaConditionConfig {
        requireNonNull(at, "at");
    }
}
