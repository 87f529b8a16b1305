package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code capability: produce}: a request turned into a record.
 *
 * @param key template of the record key; null for a record without key
 * @param overrides Kafka header name to the template of its value
 * @param replyTo template of the reply topic; null for one-way
 * @param correlationIdHeader name of the Kafka header of the correlation id; null for the binding's
 * @param async response headers of 202, by lower-case name, to their templates; empty for no asynchronous answers
 * @param timeout how long to wait for acknowledgement and reply
 */
public record ProduceConfig(
        Location at,
        Text topic,
        Acks acks,
        @Nullable Text key,
        Map<String, Text> overrides,
        @Nullable Text replyTo,
        @Nullable String correlationIdHeader,
        Map<String, Text> async,
        Duration timeout)
        implements WithConfig {
    /** Default of {@code timeout}. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    /** The longest {@code timeout}: an hour. */
    public static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    /** Copies the maps; rejects {@code async} without {@code reply-to} and timeouts outside 1 s to 1 h. */
    public ProduceConfig {
        requireNonNull(at, "at");
        requireNonNull(topic, "topic");
        requireNonNull(acks, "acks");
        overrides = Ordered.copyOf(overrides);
        async = Ordered.copyOf(async);
        requireNonNull(timeout, "timeout");
        if (replyTo == null && !async.isEmpty()) {
            throw new IllegalArgumentException("async needs reply-to");
        }
        if (timeout.toSeconds() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout: " + timeout);
        }
    }
}
