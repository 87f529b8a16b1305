package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * One alternative of an {@code http} route.
 *
 * @param headers lower-case name, pseudo headers included, to the pattern of its value; all must be present and match
 */
public record HttpConditionConfig(Location at, Map<String, Text> headers) {

    /** Copies the map. */
    public HttpConditionConfig {
        requireNonNull(at, "at");
        headers = Ordered.copyOf(headers);
    }
}
