package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code filters}: key and headers must all be equal.
 *
 * @param key template of the record key; null for any
 * @param headers Kafka header name to the template of its value
 */
public record FilterConfig(Location at, @Nullable Text key, Map<String, Text> headers) {

    /** Copies the map; a filter without key and headers is rejected. */
    public FilterConfig {
        requireNonNull(at, "at");
        headers = Ordered.copyOf(headers);
        if (key == null && headers.isEmpty()) {
            throw new IllegalArgumentException("a filter needs a key or headers");
        }
    }
}
