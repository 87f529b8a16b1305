package io.sluice.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what other processes do, which nothing but time tells. */
public final class Pause {
    private static final long ASKING_NANOS = 5_000_000;

    private Pause() {}

    /** Lets some milliseconds go by. */
    public static void millis(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /**
     * Asks every few milliseconds until something is so.
     *
     * @throws BenchFailure if it is not in time
     */
    public static void until(String what, Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new BenchFailure(what + ": not within " + atMost.toSeconds() + " s");
            }
            LockSupport.parkNanos(ASKING_NANOS);
        }
    }
}
