package io.sluice.rest.consumer;

/** Where one partition of an instance is. Owned by the loop's thread. */
final class Position {
    /** Said of an offset that is not known yet. */
    static final long UNKNOWN = -1;

    private long next = UNKNOWN;
    private long fetch = UNKNOWN;
    private long committed = UNKNOWN;
    private int buffered;
    private long movedAt;

    /**
     * A position to be found.
     *
     * @param stamp a number that grows with every change of an instance's positions
     */
    Position(long stamp) {
        this.movedAt = stamp;
    }

    boolean isKnown() {
        return next != UNKNOWN;
    }

    /** The offset of the next record that is handed out, and what is committed. */
    long next() {
        return next;
    }

    /** The offset of the next record that is fetched: after those that are buffered. */
    long fetch() {
        return fetch;
    }

    /** Whether the position has changed since a stamp, so that records taken then do not come back. */
    boolean movedSince(long stamp) {
        return movedAt > stamp;
    }

    /** Goes to an offset; what is buffered is gone. */
    void seek(long offset, long stamp) {
        next = offset;
        fetch = offset;
        buffered = 0;
        movedAt = stamp;
    }

    /** Has to be found again. */
    void lose(long stamp) {
        seek(UNKNOWN, stamp);
    }

    /** What was buffered is gone and will be fetched again. */
    void dropBuffered() {
        fetch = next;
        buffered = 0;
    }

    /** Records have been added to the buffer, up to an offset. */
    void buffer(int records, long following) {
        buffered += records;
        fetch = following;
        if (buffered == 0) {
            next = following;
        }
    }

    /** A buffered record is handed out. Markers after the last one are passed over. */
    void handOut(long offset) {
        buffered--;
        next = buffered == 0 ? fetch : offset + 1;
    }

    /** A record is buffered again. */
    void takeBack(long offset) {
        buffered++;
        next = offset;
    }

    /** Whether a commit would tell the group something. */
    boolean isDirty() {
        return isKnown() && next != committed;
    }

    /** The group knows this offset. */
    void committed(long offset) {
        committed = offset;
    }
}
