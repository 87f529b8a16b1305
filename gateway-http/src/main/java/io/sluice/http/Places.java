package io.sluice.http;

import java.util.concurrent.atomic.AtomicInteger;

/** A bounded number of places. Thread-safe. */
final class Places {
    private volatile int limit;
    private final AtomicInteger taken = new AtomicInteger();

    Places(int limit) {
        this.limit = limit;
    }

    /** Sets another number; whoever has a place keeps it. */
    void limit(int places) {
        limit = places;
    }

    /** Takes a place; false when there is none. */
    boolean enter() {
        if (taken.incrementAndGet() > limit) {
            taken.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives a place back. */
    void leave() {
        taken.decrementAndGet();
    }

    int taken() {
        return taken.get();
    }
}
