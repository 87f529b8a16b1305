package io.sluice.record.recorder;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/**
 * Leaves the cores to the traffic when there are not enough for both. A batch that took clearly longer than the processor
 * time it used had to wait for a core, and so had others: then the recorder rests for so long that it takes up a tenth of a
 * core at most. What comes meanwhile queues up, and is dropped when there is too much. Owned by the recorder's thread.
 */
final class Courtesy {
    /** A batch that took so many times its processor time had to wait. */
    private static final double WAITED = 1.4;

    private static final int REST_TIMES = 9;
    private static final long MOST_REST_NANOS = 200_000_000;

    private final LongSupplier wallNanos;
    private final LongSupplier cpuNanos;
    private long wallBefore;
    private long cpuBefore;

    /**
     * A measure of the thread that uses it.
     *
     * @param wallNanos a clock
     * @param cpuNanos what the thread has used of a processor so far
     */
    Courtesy(LongSupplier wallNanos, LongSupplier cpuNanos) {
        this.wallNanos = wallNanos;
        this.cpuNanos = cpuNanos;
    }

    /** A measure by the system's clocks; one that never rests where threads' times cannot be had. */
    static Courtesy ofSystem() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported()
                ? new Courtesy(System::nanoTime, threads::getCurrentThreadCpuTime)
                : new Courtesy(() -> 0, () -> 0);
    }

    /** A batch begins. */
    void begin() {
        wallBefore = wallNanos.getAsLong();
        cpuBefore = cpuNanos.getAsLong();
    }

    /** The batch has ended: for how long to rest now, in nanoseconds; mostly 0. */
    long rest() {
        long wall = wallNanos.getAsLong() - wallBefore;
        long cpu = cpuNanos.getAsLong() - cpuBefore;
        return wall > WAITED * cpu ? Math.min(REST_TIMES * cpu, MOST_REST_NANOS) : 0;
    }
}
