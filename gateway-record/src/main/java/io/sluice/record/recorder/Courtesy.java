package io.sluice.record.recorder;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Leaves the cores to the traffic when there are not enough for both. While all of them are busy, the recorder rests after
 * each batch for so long that it takes up a tenth of one at most. What comes meanwhile queues up, and is dropped when there is
 * too much. Owned by the recorder's thread.
 *
 * <p>That the thread itself had to wait for a core would tell less: one that sleeps most of the time is served first.
 */
final class Courtesy {
    private static final double BUSY = 0.9;
    private static final long LOOK_NANOS = 250_000_000;
    private static final int REST_TIMES = 9;
    private static final long MOST_REST_NANOS = 200_000_000;

    private final LongSupplier clock;
    private final LongSupplier used;
    private final DoubleSupplier load;
    private long usedBefore;
    private long lookedAt;
    private boolean busy;

    /**
     * A measure of the thread that uses it.
     *
     * @param clock nanoseconds
     * @param used what the thread has used of a core so far, in nanoseconds
     * @param load of all cores since it was asked for the last time, 0 to 1
     */
    Courtesy(LongSupplier clock, LongSupplier used, DoubleSupplier load) {
        this.clock = clock;
        this.used = used;
        this.load = load;
        this.lookedAt = clock.getAsLong();
    }

    /** A measure of the machine, or the container; one that never rests where these cannot be had. */
    static Courtesy ofSystem() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported()
                        && ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? new Courtesy(System::nanoTime, threads::getCurrentThreadCpuTime, system::getCpuLoad)
                : none();
    }

    /** One that never rests. */
    static Courtesy none() {
        return new Courtesy(System::nanoTime, () -> 0, () -> 0);
    }

    /** A batch begins. */
    void begin() {
        usedBefore = used.getAsLong();
    }

    /** The batch has ended: for how long to rest now, in nanoseconds; 0 while there is a core to spare. */
    long rest() {
        long now = clock.getAsLong();
        if (now - lookedAt >= LOOK_NANOS) {
            busy = load.getAsDouble() >= BUSY;
            lookedAt = now;
        }
        return busy ? Math.min(REST_TIMES * (used.getAsLong() - usedBefore), MOST_REST_NANOS) : 0;
    }
}
