package io.sluice.record.recorder;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What waits for the recorder's thread, bounded in exchanges and in bytes. Many threads put, one takes. */
final class ExchangeQueue {
    private static final int SHORT_RECORDS = 1024;

    private final QueueBounds bounds;
    private final int shortRecords;
    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger records = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** A snapshot and what it weighs. */
    private record Entry(Snapshot snapshot, long weight) {}

    ExchangeQueue(QueueBounds bounds) {
        this.bounds = bounds;
        this.shortRecords = Math.min(bounds.records(), SHORT_RECORDS);
    }

    /**
     * Whether nothing more fits at the moment: then nobody need make a snapshot.
     *
     * @param pressed whether more comes than can be recorded, for longer than any queue lasts: what waits in a long one only
     *     occupies the memory, and the collector
     */
    boolean isFull(boolean pressed) {
        return records.get() >= (pressed ? shortRecords : bounds.records()) || bytes.get() >= bounds.bytes();
    }

    /** Puts a snapshot; null, or why it was not put. Never waits. */
    @Nullable DropReason offer(Snapshot snapshot) {
        long weight = snapshot.weight();
        if (weight > bounds.bytes()) {
            return DropReason.TOO_LARGE;
        }
        boolean isRoom = records.incrementAndGet() <= bounds.records();
        if (bytes.addAndGet(weight) > bounds.bytes() || !isRoom) {
            release(weight);
            return DropReason.QUEUE_FULL;
        }
        entries.add(new Entry(snapshot, weight));
        return null;
    }

    /** Takes the oldest snapshot; null if there is none. */
    @Nullable Snapshot poll() {
        Entry entry = entries.poll();
        if (entry == null) {
            return null;
        }
        release(entry.weight);
        return entry.snapshot;
    }

    /** Whether a quarter of the room is taken: then its taker should not sleep on. */
    boolean isFilling() {
        return records.get() > bounds.records() / 4 || bytes.get() > bounds.bytes() / 4;
    }

    int records() {
        return records.get();
    }

    long bytes() {
        return bytes.get();
    }

    private void release(long weight) {
        records.decrementAndGet();
        bytes.addAndGet(-weight);
    }
}
