package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * {@code options.limits} of a {@code rest-kafka} binding.
 *
 * @param consumers consumer instances that may exist at once
 * @param bufferBytes {@code buffer}: bytes of fetched records that all of them may keep for their next reads
 * @param streams readers of {@code /topics/{topic}/records} that may be there at once
 * @param maxWait {@code wait}: the longest that a request waits for Kafka
 */
public record RestLimits(int consumers, long bufferBytes, int streams, Duration maxWait) {
    /** The highest value of {@code consumers} and {@code streams}. */
    public static final int MAX_CONSUMERS = 1_000_000;
    /** 10,000 instances, 64 MiB, 1,000 streams, 30 seconds. */
    public static final RestLimits DEFAULT = new RestLimits(10_000, 64L << 20, 1_000, Duration.ofSeconds(30));

    /** Rejects missing parts. */
    public RestLimits {
        requireNonNull(maxWait, "maxWait");
    }
}
