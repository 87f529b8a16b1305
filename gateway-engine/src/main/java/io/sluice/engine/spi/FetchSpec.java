package io.sluice.engine.spi;

import io.sluice.engine.template.Template;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a route with {@code capability: fetch} asks of a cluster. Every parameter its templates use is bound in every
 * invocation of its plan; none of them uses the idempotency key or the correlation id.
 *
 * @param route a stable label for logs and metrics, such as {@code http_kafka.routes[2]}
 * @param topic the topic's name
 * @param filters alternatives; empty for every record
 * @param merge null for one record
 * @param maxWait the most that {@code Prefer: wait} is granted
 */
public record FetchSpec(
        String route,
        Template topic,
        List<FilterSpec> filters,
        @Nullable MergeSpec merge,
        Duration maxWait) {

    /** Copies the list. */
    public FetchSpec {
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(topic, "topic");
        filters = List.copyOf(filters);
        Objects.requireNonNull(maxWait, "maxWait");
    }
}
