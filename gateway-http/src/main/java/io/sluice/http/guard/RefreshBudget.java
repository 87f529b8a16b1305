package io.sluice.http.guard;

import java.time.Duration;

/**
 * How often what clients send may cause a fetch: a few times at once, then at a steady rate, so that made-up key ids cannot
 * turn the gateway against the issuer. Guarded by its owner's lock.
 */
final class RefreshBudget {
    private final int burst;
    private final long interval;
    private int left;
    private long countedFrom;

    /**
     * A full budget.
     *
     * @param burst how many fetches may follow each other at once
     * @param interval after how long one more is allowed
     * @param now nanoseconds of any clock
     */
    RefreshBudget(int burst, Duration interval, long now) {
        this.burst = burst;
        this.interval = interval.toNanos();
        this.left = burst;
        this.countedFrom = now;
    }

    /** Takes one, if there is one. */
    boolean take(long now) {
        long earned = (now - countedFrom) / interval;
        if (earned > 0) {
            left = (int) Math.min(burst, left + earned);
            countedFrom += earned * interval;
        }
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
