package io.sluice.kafka.view;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A run of a list's entries and, once somebody has asked for it, their values joined by commas, plain and compressed. Immutable
 * but for that memory, which threads may fill twice with the same bytes.
 */
final class Block {
    private final Entry[] entries;
    private final int members;
    private final long memberBytes;

    private volatile byte @Nullable [] joined;
    private volatile @Nullable Deflated compressed;

    /** Takes over the array. */
    Block(Entry[] entries) {
        this.entries = entries;
        int count = 0;
        long bytes = 0;
        for (Entry entry : entries) {
            if (entry.isJson()) {
                count++;
                bytes += entry.valueLength();
            }
        }
        this.members = count;
        this.memberBytes = bytes;
    }

    Entry[] entries() {
        return entries;
    }

    /** How many of the entries are JSON. */
    int members() {
        return members;
    }

    /** The length of the values that are JSON, without commas. */
    long memberBytes() {
        return memberBytes;
    }

    /** The values that are JSON, a comma before each. */
    ByteBuffer joined() {
        byte[] bytes = joined;
        if (bytes == null) {
            bytes = join();
            joined = bytes;
        }
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** The values that are JSON, commas between them, compressed. */
    Deflated compressed() {
        Deflated kept = compressed;
        if (kept == null) {
            byte[] plain = joined;
            kept = Deflated.compress(plain == null ? join() : plain, 1);
            compressed = kept;
        }
        return kept;
    }

    /** What {@link #compressed} has made before; null when it has not been called. */
    @Nullable Deflated compressedBefore() {
        return compressed;
    }

    private byte[] join() {
        byte[] bytes = new byte[Math.toIntExact(memberBytes + members)];
        int position = 0;
        for (Entry entry : entries) {
            if (entry.isJson()) {
                bytes[position++] = ',';
                System.arraycopy(entry.array(), entry.valueOffset(), bytes, position, entry.valueLength());
                position += entry.valueLength();
            }
        }
        return bytes;
    }
}
