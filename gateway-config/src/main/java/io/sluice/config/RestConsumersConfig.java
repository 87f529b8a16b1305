package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * {@code options.consumers} of a {@code rest-kafka} binding: how consumer instances behave. The members of
 * {@code defaults} hold where the request that creates an instance does not say otherwise, and have the names that they
 * have there.
 *
 * @param autoOffsetReset {@code auto.offset.reset}: {@code latest}, {@code earliest} or {@code none}
 * @param autoCommit {@code auto.commit.enable}
 * @param fetchMinBytes {@code fetch.min.bytes}: bytes that a read waits for; -1 for the proxy's own rule
 * @param requestTimeout {@code consumer.request.timeout.ms}: the longest that a read waits
 * @param timeout how long an instance stays without a request
 * @param maxBytes {@code max-bytes}: the most that one read answers with, in bytes
 */
public record RestConsumersConfig(
        String autoOffsetReset,
        boolean autoCommit,
        int fetchMinBytes,
        Duration requestTimeout,
        Duration timeout,
        long maxBytes) {
    /** The highest value of {@code fetch.min.bytes}; the lowest is -1. */
    public static final int MAX_FETCH_MIN_BYTES = 10_000_000;
    /** What the REST Proxy does: from the end, commits by itself, one second, five minutes, 64 MiB. */
    public static final RestConsumersConfig DEFAULT =
            new RestConsumersConfig("latest", true, -1, Duration.ofSeconds(1), Duration.ofMinutes(5), 64L << 20);

    /** Rejects missing parts. */
    public RestConsumersConfig {
        requireNonNull(autoOffsetReset, "autoOffsetReset");
        requireNonNull(requestTimeout, "requestTimeout");
        requireNonNull(timeout, "timeout");
    }
}
