package io.sluice.engine.spi;

import io.sluice.engine.template.Template;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a route with {@code capability: produce} asks of a cluster. Every parameter its templates use is bound in every
 * invocation of its plan, but for follow-ups ({@link ReplySpec}).
 *
 * @param route a stable label for logs and metrics, such as {@code http_kafka.routes[2]}
 * @param topic the topic's name
 * @param acks what an answer waits for
 * @param key the record's key; null for records without one
 * @param overrides record headers after those of the request, in configuration order
 * @param idempotencyHeader the request header that holds the idempotency key
 * @param reply null for one-way routes
 * @param timeout how long a synchronous request waits for its reply without {@code Prefer: wait}
 * @param maxWait the most that {@code Prefer: wait} is granted
 */
public record ProduceSpec(
        String route,
        Template topic,
        Delivery acks,
        @Nullable Template key,
        List<HeaderSpec> overrides,
        String idempotencyHeader,
        @Nullable ReplySpec reply,
        Duration timeout,
        Duration maxWait) {

    /** Copies the list. */
    public ProduceSpec {
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(acks, "acks");
        overrides = List.copyOf(overrides);
        Objects.requireNonNull(idempotencyHeader, "idempotencyHeader");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(maxWait, "maxWait");
    }
}
