package io.sluice.kafka.reply;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * Where in its topic the reply of each correlation id lies.
 *
 * <p>Ids are kept as 128 bits of their SHA-256, in flat arrays with linear probing: 28 bytes a slot and at most 56 an id,
 * for as long as the topic keeps the reply. One thread writes; any thread reads, optimistically.
 */
final class ReplyIndex {
    private static final int MIN_CAPACITY = 256;

    private final StampedLock lock = new StampedLock();
    private Slots slots = new Slots(MIN_CAPACITY);

    /** Where a reply lies. */
    record Place(int partition, long offset) {}

    /** 128 bits of an id. */
    private record Digest(long high, long low) {
        static Digest of(String id) {
            ByteBuffer bytes = ByteBuffer.wrap(Sha256.fresh().digest(id.getBytes(StandardCharsets.UTF_8)));
            return new Digest(bytes.getLong(), bytes.getLong());
        }
    }

    private static final class Slots {
        private final long[] highs;
        private final long[] lows;
        private final long[] offsets; // offset + 1; 0 marks a free slot
        private final int[] partitions;
        private int used;

        Slots(int capacity) {
            highs = new long[capacity];
            lows = new long[capacity];
            offsets = new long[capacity];
            partitions = new int[capacity];
        }

        /** The slot of a digest, or the free one where it belongs; -1 after a full round, which only a torn read can make. */
        int find(long high, long low) {
            int mask = offsets.length - 1;
            int slot = (int) high & mask;
            for (int i = 0; i <= mask; i++, slot = (slot + 1) & mask) {
                if (offsets[slot] == 0 || (highs[slot] == high && lows[slot] == low)) {
                    return slot;
                }
            }
            return -1;
        }

        boolean put(long high, long low, int partition, long offset) {
            int slot = find(high, low);
            if (slot < 0 || offsets[slot] != 0) {
                return false;
            }
            highs[slot] = high;
            lows[slot] = low;
            partitions[slot] = partition;
            offsets[slot] = offset + 1;
            used++;
            return true;
        }
    }

    /** Notes a reply; false if the id has one already, which stays. */
    boolean put(String id, int partition, long offset) {
        Digest digest = Digest.of(id);
        long stamp = lock.writeLock();
        try {
            if (slots.used * 2 >= slots.offsets.length) {
                slots = copy(slots.offsets.length * 2, -1, 0);
            }
            return slots.put(digest.high(), digest.low(), partition, offset);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Where the reply of an id lies; null when there is none. Any thread. */
    @Nullable Place find(String id) {
        Digest digest = Digest.of(id);
        long stamp = lock.tryOptimisticRead();
        Place place = stamp == 0 ? null : find(digest);
        if (stamp != 0 && lock.validate(stamp)) {
            return place;
        }
        stamp = lock.readLock();
        try {
            return find(digest);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private @Nullable Place find(Digest digest) {
        Slots current = slots;
        int slot = current.find(digest.high(), digest.low());
        return slot < 0 || current.offsets[slot] == 0
                ? null
                : new Place(current.partitions[slot], current.offsets[slot] - 1);
    }

    /** Forgets the replies of a partition below an offset. */
    void trim(int partition, long startOffset) {
        long stamp = lock.writeLock();
        try {
            slots = copy(slots.offsets.length, partition, startOffset);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    void clear() {
        long stamp = lock.writeLock();
        try {
            slots = new Slots(MIN_CAPACITY);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    int size() {
        long stamp = lock.readLock();
        try {
            return slots.used;
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private Slots copy(int capacity, int partition, long startOffset) {
        var copy = new Slots(capacity);
        for (int slot = 0; slot < slots.offsets.length; slot++) {
            long offset = slots.offsets[slot] - 1;
            boolean gone = slots.partitions[slot] == partition && offset < startOffset;
            if (offset >= 0 && !gone) {
                copy.put(slots.highs[slot], slots.lows[slot], slots.partitions[slot], offset);
            }
        }
        return copy;
    }
}
