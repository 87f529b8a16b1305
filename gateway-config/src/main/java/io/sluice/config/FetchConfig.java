package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code capability: fetch}: a topic read as a resource.
 *
 * @param filters alternatives that select records; empty selects all
 * @param merge null when a single record answers the request
 */
public record FetchConfig(
        Location at,
        Text topic,
        List<FilterConfig> filters,
        @Nullable MergeConfig merge) implements WithConfig {

    /** Copies the list. */
    public FetchConfig {
        requireNonNull(at, "at");
        requireNonNull(topic, "topic");
        filters = List.copyOf(filters);
    }
}
