package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * {@code options.limits} of an {@code http-kafka} binding.
 *
 * @param maxWait {@code wait}, in whole seconds: the cap of {@code prefer: wait=N}
 */
public record WaitLimits(Duration maxWait) {
    /** The longest that may be configured: an hour. */
    public static final Duration LONGEST = Duration.ofHours(1);
    /** A minute. */
    public static final WaitLimits DEFAULT = new WaitLimits(Duration.ofSeconds(60));

    /** Rejects waits outside 1 s to 1 h. */
    public WaitLimits {
        requireNonNull(maxWait, "maxWait");
        if (maxWait.toSeconds() < 1 || maxWait.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("wait: " + maxWait);
        }
    }
}
