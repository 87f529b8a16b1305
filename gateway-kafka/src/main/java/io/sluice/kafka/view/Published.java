package io.sluice.kafka.view;

import java.util.Arrays;

/** All records of a topic in order, and how far the topic had been read when they were like this. Immutable. */
public final class Published {
    static final Published NOTHING = new Published(ListSnapshot.EMPTY, new long[0], new long[0], "");

    private final ListSnapshot list;
    private final long[] next;
    private final long[] starts;
    private final String incarnation;

    /** Copies the arrays. */
    Published(ListSnapshot list, long[] next, long[] starts, String incarnation) {
        this.list = list;
        this.next = next.clone();
        this.starts = starts.clone();
        this.incarnation = incarnation;
    }

    /** All records, if the topic's routes need them in order; else none. */
    public ListSnapshot list() {
        return list;
    }

    /** See {@link TopicView#incarnation}. */
    public String incarnation() {
        return incarnation;
    }

    /** The number of partitions; 0 as long as it is not known. */
    int partitions() {
        return next.length;
    }

    /** The last offset that was read of each partition; -1 where there was none. A copy. */
    public long[] lastOffsets() {
        return Arrays.stream(next).map(offset -> offset - 1).toArray();
    }

    /** Whether no record has been removed from the beginning of any partition. */
    public boolean isWhole() {
        return Arrays.stream(starts).allMatch(start -> start == 0);
    }

    /** The first offset that is kept of each partition. A copy. */
    public long[] starts() {
        return starts.clone();
    }

    boolean isPast(int partition, long offset) {
        return partition < next.length && next[partition] > offset;
    }
}
