package io.sluice.http;

import io.sluice.engine.observe.KeptBody;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The beginning of a body that is streamed, copied while it passes. Owned by the exchange's I/O thread. */
final class KeptBytes {
    private static final byte[] EMPTY = new byte[0];
    private static final int FIRST_BYTES = 1 << 10;

    private final int limit;
    private byte[] bytes = EMPTY;
    private int count;
    private long length;

    KeptBytes(int limit) {
        this.limit = limit;
    }

    /** More has passed: these bytes of a buffer, whose position stays. */
    void add(ByteBuffer buffer, int offset, int more) {
        length += more;
        int kept = Math.min(more, limit - count);
        if (kept > 0) {
            makeRoom(count + kept);
            buffer.get(offset, bytes, count, kept);
            count += kept;
        }
    }

    private void makeRoom(int needed) {
        if (needed > bytes.length) {
            long grown = Math.max(Math.max(FIRST_BYTES, 2L * bytes.length), needed);
            bytes = Arrays.copyOf(bytes, (int) Math.min(grown, limit));
        }
    }

    /** What there is of it by now. */
    KeptBody body(boolean isWhole) {
        return new KeptBody(Arrays.copyOf(bytes, count), length, isWhole);
    }
}
