package io.sluice.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the exchanges of a server, so that a stop can wait for them. Thread-safe. */
final class RunningExchanges {
    private final AtomicInteger running = new AtomicInteger();
    private final CountDownLatch idle = new CountDownLatch(1);
    private volatile boolean draining;

    void enter() {
        running.incrementAndGet();
    }

    void leave() {
        if (running.decrementAndGet() == 0 && draining) {
            idle.countDown();
        }
    }

    int count() {
        return running.get();
    }

    /** Whether responses are to tell their clients that the connection ends. */
    boolean isDraining() {
        return draining;
    }

    void startDraining() {
        draining = true;
        if (running.get() == 0) {
            idle.countDown();
        }
    }

    /** Waits until there was a moment without exchanges; false when the time is over before. */
    boolean awaitIdle(Duration timeout) throws InterruptedException {
        return idle.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
}
