package io.sluice.telemetry;

import java.time.Duration;
import java.util.stream.LongStream;

/** The upper bounds of histograms, the same for all, so that they can be added up. */
final class Buckets {
    private Buckets() {}

    /** From half a millisecond to a minute. */
    static Duration[] durations() {
        return LongStream.of(
                        500,
                        1_000,
                        2_500,
                        5_000,
                        10_000,
                        25_000,
                        50_000,
                        100_000,
                        250_000,
                        500_000,
                        1_000_000,
                        2_500_000,
                        5_000_000,
                        10_000_000,
                        30_000_000,
                        60_000_000)
                .mapToObj(micros -> Duration.ofNanos(1_000 * micros))
                .toArray(Duration[]::new);
    }

    /** From 256 bytes to 16 MiB, by fours. */
    static double[] sizes() {
        return new double[] {1 << 8, 1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20, 1 << 22, 1 << 24};
    }
}
