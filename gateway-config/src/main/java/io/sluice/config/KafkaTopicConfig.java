package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code options.topics} of a {@code kafka} cache binding.
 *
 * @param name topic name, may hold {@code *}
 * @param defaultOffset where reading starts; only the cache server has it
 * @param transforms steps that take key and headers from the message; only the cache server has them
 * @param key model of the record key; null for none
 * @param value model of the record value; null for none
 */
public record KafkaTopicConfig(
        Location at,
        Text name,
        DefaultOffset defaultOffset,
        List<Transform> transforms,
        @Nullable ModelConfig key,
        @Nullable ModelConfig value) {

    /** Copies the list. */
    public KafkaTopicConfig {
        requireNonNull(at, "at");
        requireNonNull(name, "name");
        requireNonNull(defaultOffset, "defaultOffset");
        transforms = List.copyOf(transforms);
    }

    /** {@code defaultOffset}: where reading a topic starts. */
    public enum DefaultOffset {
        /** At its beginning. The default. */
        HISTORICAL,
        /** At its end. */
        LIVE
    }

    /**
     * One step of {@code transforms}.
     *
     * @param extractKey expression of the new key; null when the key stays
     * @param extractHeaders header name to the expression of its value
     */
    public record Transform(Location at, @Nullable Text extractKey, Map<String, Text> extractHeaders) {

        /** Copies the map. */
        public Transform {
            requireNonNull(at, "at");
            extractHeaders = Ordered.copyOf(extractHeaders);
        }
    }
}
