package io.sluice.record.recorder;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Leaves the cores to the traffic when there are not enough for both. After each batch the recorder rests for so long that it
 * takes up no more than what is idle beyond a tenth of all cores, and a twentieth of one at least; where that is a whole one it
 * does not rest. What comes meanwhile queues up, and is dropped when there is too much. Owned by the recorder's thread.
 *
 * <p>As what it takes up is no longer idle, this comes to half of what the traffic leaves. That the thread itself had to wait
 * for a core would tell less: one that sleeps most of the time is served first.
 */
final class Courtesy {
    private static final double LEAST_SHARE = 0.05; // of a core
    private static final double BUSY = 0.9; // load of all cores
    private static final long LOOK_NANOS = 250_000_000;
    private static final long MOST_REST_NANOS = 200_000_000;

    private final LongSupplier clock;
    private final LongSupplier used;
    private final DoubleSupplier idle;
    private long usedBefore;
    private long lookedAt;
    private double share = 1; // of a core, that it may take up

    /**
     * A measure of the thread that uses it.
     *
     * @param clock nanoseconds
     * @param used what the thread has used of a core so far, in nanoseconds
     * @param idle how many cores, but for a tenth of all, nobody used since it was asked for the last time
     */
    Courtesy(LongSupplier clock, LongSupplier used, DoubleSupplier idle) {
        this.clock = clock;
        this.used = used;
        this.idle = idle;
        this.lookedAt = clock.getAsLong();
    }

    /** A measure of the machine, or the container; one that never rests where these cannot be had. */
    static Courtesy ofSystem() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported()
                        && ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? new Courtesy(System::nanoTime, threads::getCurrentThreadCpuTime, () -> idle(system))
                : none();
    }

    /** One that never rests. */
    static Courtesy none() {
        return new Courtesy(System::nanoTime, () -> 0, () -> 1);
    }

    /** Where the load is not known, it is less than nothing. */
    private static double idle(OperatingSystemMXBean system) {
        return (BUSY - system.getCpuLoad()) * system.getAvailableProcessors();
    }

    /** Whether nothing is idle, so that there is no more to record with than the least share. */
    boolean isPressed() {
        return share == LEAST_SHARE;
    }

    /** A batch begins. */
    void begin() {
        usedBefore = used.getAsLong();
    }

    /** The batch has ended: for how long to rest now, in nanoseconds; 0 while there is a core to spare. */
    long rest() {
        long now = clock.getAsLong();
        if (now - lookedAt >= LOOK_NANOS) {
            share = Math.max(LEAST_SHARE, Math.min(1, idle.getAsDouble()));
            lookedAt = now;
        }
        long work = used.getAsLong() - usedBefore;
        return Math.min(Math.round(work / share - work), MOST_REST_NANOS);
    }
}
