package io.sluice.kafka.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries by partition and offset, kept in small segments so that a change costs the same in a list of ten and of ten
 * million.
 *
 * <p>A new record is the last of its partition, so that entries are only ever appended to a lane and removed from
 * anywhere in it. {@link #publish} turns the segments that have changed into new {@link Block}s and leaves the others,
 * with what has been joined of them, as they are.
 *
 * <p>Owned by the view's thread, but for {@link #snapshot}.
 */
final class EntryList {
    private final List<Lane> lanes = new ArrayList<>();
    private long fingerprint;
    private boolean changed;
    private volatile ListSnapshot snapshot = ListSnapshot.EMPTY;

    /** What {@link #publish} published last. Any thread. */
    ListSnapshot snapshot() {
        return snapshot;
    }

    /** Appends an entry; its offset is above all others of its partition. */
    void add(Entry entry) {
        while (lanes.size() <= entry.partition()) {
            lanes.add(new Lane());
        }
        lanes.get(entry.partition()).add(entry);
        fingerprint += entry.fingerprint();
        changed = true;
    }

    /** Removes an entry that is in the list. */
    void remove(Entry entry) {
        lanes.get(entry.partition()).remove(entry);
        fingerprint -= entry.fingerprint();
        changed = true;
    }

    /** Removes all entries; readers keep the last snapshot until the next {@link #publish}. */
    void clear() {
        lanes.clear();
        fingerprint = 0;
        changed = true;
    }

    boolean isEmpty() {
        return lanes.stream().allMatch(Lane::isEmpty);
    }

    /** The entries of a partition below an offset. */
    List<Entry> below(int partition, long offset) {
        return partition < lanes.size() ? lanes.get(partition).below(offset) : List.of();
    }

    /** Makes the list as it is now the one that readers get. */
    void publish() {
        if (!changed) {
            return;
        }
        changed = false;
        List<Block> blocks = new ArrayList<>();
        long[] lastOffsets = new long[lanes.size()];
        for (int partition = 0; partition < lastOffsets.length; partition++) {
            lastOffsets[partition] = lanes.get(partition).collect(blocks);
        }
        snapshot = blocks.isEmpty()
                ? ListSnapshot.EMPTY
                : new ListSnapshot(blocks, Arrays.copyOf(lastOffsets, filledLanes()), fingerprint);
    }

    /** The number of lanes without the empty ones at the end: equal lists must look equal, whatever was in them before. */
    private int filledLanes() {
        int count = lanes.size();
        while (count > 0 && lanes.get(count - 1).isEmpty()) {
            count--;
        }
        return count;
    }

    /** One partition's segments by offset. */
    private static final class Lane {
        private final List<Segment> segments = new ArrayList<>();

        boolean isEmpty() {
            return segments.isEmpty();
        }

        void add(Entry entry) {
            if (segments.isEmpty() || segments.get(segments.size() - 1).isFull()) {
                segments.add(new Segment());
            }
            segments.get(segments.size() - 1).add(entry);
        }

        void remove(Entry entry) {
            int index = find(entry.offset());
            Segment segment = segments.get(index);
            segment.remove(entry.offset());
            if (segment.isEmpty()) {
                segments.remove(index);
            } else if (index + 1 < segments.size() && segment.takesIn(segments.get(index + 1))) {
                segments.remove(index + 1);
            } else if (index > 0 && segments.get(index - 1).takesIn(segment)) {
                segments.remove(index);
            }
        }

        /** The last segment that starts at or before the offset. */
        private int find(long offset) {
            int low = 0;
            int high = segments.size() - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (segments.get(middle).firstOffset() <= offset) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return low;
        }

        List<Entry> below(long offset) {
            List<Entry> found = new ArrayList<>();
            for (Segment segment : segments) {
                if (segment.firstOffset() >= offset) {
                    break;
                }
                segment.collectBelow(offset, found);
            }
            return found;
        }

        /** Adds the lane's blocks and returns its last offset, -1 when it is empty. */
        long collect(List<Block> blocks) {
            segments.forEach(segment -> blocks.add(segment.block()));
            return isEmpty() ? -1 : segments.get(segments.size() - 1).lastOffset();
        }
    }

    /** A short run of entries, and the block that was last made of it. */
    private static final class Segment {
        private static final int MAX_ENTRIES = 256;
        private static final long MAX_BYTES = 64 * 1024;

        private Entry[] entries = new Entry[8];
        private int count;
        private long bytes;
        private @Nullable Block block;

        boolean isFull() {
            return count >= MAX_ENTRIES || bytes >= MAX_BYTES;
        }

        boolean isEmpty() {
            return count == 0;
        }

        long firstOffset() {
            return entries[0].offset();
        }

        long lastOffset() {
            return entries[count - 1].offset();
        }

        void add(Entry entry) {
            if (count == entries.length) {
                entries = Arrays.copyOf(entries, count * 2);
            }
            entries[count++] = entry;
            bytes += entry.valueLength();
            block = null;
        }

        void remove(long offset) {
            int index = indexOf(offset);
            bytes -= entries[index].valueLength();
            System.arraycopy(entries, index + 1, entries, index, count - index - 1);
            count--;
            block = null;
        }

        private int indexOf(long offset) {
            int low = 0;
            int high = count - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                if (entries[middle].offset() == offset) {
                    return middle;
                }
                if (entries[middle].offset() < offset) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            throw new IllegalStateException("offset: " + offset + " (expected: an offset of the list)");
        }

        /** Appends the following segment's entries if both are small enough to leave room afterwards. */
        boolean takesIn(Segment next) {
            if (count + next.count > MAX_ENTRIES / 2 || bytes + next.bytes > MAX_BYTES / 2) {
                return false;
            }
            for (int i = 0; i < next.count; i++) {
                add(next.entries[i]);
            }
            return true;
        }

        void collectBelow(long offset, List<Entry> into) {
            for (int i = 0; i < count && entries[i].offset() < offset; i++) {
                into.add(entries[i]);
            }
        }

        Block block() {
            Block made = block;
            if (made == null) {
                made = new Block(Arrays.copyOf(entries, count));
                block = made;
            }
            return made;
        }
    }
}
