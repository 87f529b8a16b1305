package io.sluice.kafka.produce;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The room that records have from their request to their acknowledgement ({@code options.limits.queue}), in whosever name
 * they are written. Any thread.
 */
public final class QueueRoom {
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();

    /** Room for so many bytes. */
    public QueueRoom(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes room; false when there is not so much. */
    public boolean take(long weight) {
        if (bytes.addAndGet(weight) > maxBytes) {
            bytes.addAndGet(-weight);
            return false;
        }
        return true;
    }

    /** Gives room back. */
    public void release(int weight) {
        bytes.addAndGet(-weight);
    }

    /** How many bytes there is room for. */
    public long maxBytes() {
        return maxBytes;
    }

    /** How many bytes of records are not acknowledged yet. */
    public long bytes() {
        return bytes.get();
    }
}
