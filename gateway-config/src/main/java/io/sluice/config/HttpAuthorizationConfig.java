package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * {@code options.authorization} of an {@code http} server: where the one guard finds the credentials of a request. Each
 * map holds names and patterns such as {@code Bearer {credentials}}; at least one is not empty.
 */
public record HttpAuthorizationConfig(
        Location at, String guard, Map<String, Text> cookies, Map<String, Text> headers, Map<String, Text> query) {

    /** Copies the maps. */
    public HttpAuthorizationConfig {
        requireNonNull(at, "at");
        requireNonNull(guard, "guard");
        cookies = Ordered.copyOf(cookies);
        headers = Ordered.copyOf(headers);
        query = Ordered.copyOf(query);
    }
}
