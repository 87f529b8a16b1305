package io.sluice.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that request bodies may occupy at a time, those that are being read and those whose requests have no complete
 * response yet. Shared by all servers of an edge: however many connections send, the heap is not theirs alone. Thread-safe.
 */
final class BodyRoom {
    private static final int SHARE_OF_HEAP = 4;

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    /**
     * Room for some bytes.
     *
     * @param limit in bytes
     */
    BodyRoom(long limit) {
        this.limit = limit;
    }

    /** A quarter of the heap. */
    static BodyRoom ofHeap() {
        return new BodyRoom(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /**
     * Takes bytes; false when there is no room. A body that has all the room to itself may exceed it, since a listener's
     * limit may be larger than a share of the heap.
     *
     * @param more the bytes to take
     * @param own what the same body has taken already
     */
    boolean take(int more, int own) {
        long now = taken.addAndGet(more);
        if (now > limit && now - more > own) {
            taken.addAndGet(-more);
            return false;
        }
        return true;
    }

    /** Gives bytes back. */
    void give(int bytes) {
        taken.addAndGet(-bytes);
    }

    /** The bytes that are taken. */
    long taken() {
        return taken.get();
    }
}
