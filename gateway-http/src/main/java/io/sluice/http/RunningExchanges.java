package io.sluice.http;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the exchanges that a server serves under one configuration, so that a stop or the end of that configuration can
 * wait for them. Thread-safe.
 */
final class RunningExchanges {
    private final AtomicInteger running = new AtomicInteger();
    private final CountDownLatch idle = new CountDownLatch(1);
    private final Queue<Runnable> whenIdle = new ConcurrentLinkedQueue<>();
    private volatile boolean ending;
    private volatile boolean draining;

    void enter() {
        running.incrementAndGet();
    }

    void leave() {
        if (running.decrementAndGet() == 0 && ending) {
            tellIdle();
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
        startEnding();
    }

    /**
     * No more exchanges are to come, but for some that notice it and leave again.
     *
     * @param then called once when there are none, by this thread or by the one of the last exchange; must hand over
     */
    void end(Runnable then) {
        whenIdle.add(then);
        startEnding();
    }

    private void startEnding() {
        ending = true;
        if (running.get() == 0) {
            tellIdle();
        }
    }

    private void tellIdle() {
        idle.countDown();
        for (Runnable then = whenIdle.poll(); then != null; then = whenIdle.poll()) {
            then.run();
        }
    }

    /** Waits until there was a moment without exchanges; false when the time is over before. */
    boolean awaitIdle(Duration timeout) throws InterruptedException {
        return idle.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
}
