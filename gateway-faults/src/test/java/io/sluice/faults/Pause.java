package io.sluice.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Durations that belong to a scenario, and waiting for what other processes do, which nothing but asking tells. */
final class Pause {
    private static final Duration ASKING = Duration.ofMillis(20);

    private Pause() {}

    /** Lets a duration go by: that of a fault, or of a client's patience between two attempts. */
    static void of(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /**
     * Asks every few milliseconds until something is so.
     *
     * @throws AssertionError if it is not in time
     */
    static void until(String what, Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(what + ": not within " + atMost.toSeconds() + " s");
            }
            of(ASKING);
        }
    }
}
