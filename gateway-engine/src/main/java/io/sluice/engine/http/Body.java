package io.sluice.engine.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a response, as a sequence of chunks whose total length is mostly known beforehand.
 *
 * <p>A body is immutable and may be shared by any number of responses. A chunk is made when it is asked for, so that a
 * list of a million items never exists as one array, nor as a million buffers.
 */
public interface Body {

    /** The length of a body that is not known before it has been sent. */
    long UNKNOWN = -1;

    /** The total number of bytes, or {@link #UNKNOWN}. */
    long length();

    /** The number of chunks. */
    int chunks();

    /** A read-only buffer of its own over the chunk at {@code index}; called by the writing I/O thread, in order. */
    ByteBuffer chunk(int index);

    /** A body without bytes. */
    static Body empty() {
        return Bytes.EMPTY;
    }

    /** A body of one chunk. The array must not change afterwards. */
    static Body of(byte[] bytes) {
        return bytes.length == 0 ? Bytes.EMPTY : new Bytes(bytes, 0, bytes.length);
    }

    /** A body of one chunk within an array that must not change afterwards. */
    static Body of(byte[] bytes, int offset, int length) {
        return length == 0 ? Bytes.EMPTY : new Bytes(bytes, offset, length);
    }

    /** The UTF-8 bytes of a text. */
    static Body of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The body that a response to HEAD would have with GET: nothing of it is sent but its length.
     *
     * @param length in bytes, or {@link #UNKNOWN}
     */
    static Body withheld(long length) {
        return new Withheld(length);
    }

    /** A length without bytes. */
    record Withheld(long length) implements Body {

        @Override
        public int chunks() {
            return 0;
        }

        /** There is none. */
        @Override
        public ByteBuffer chunk(int index) {
            throw new IndexOutOfBoundsException(index);
        }
    }

    /** One array range. */
    final class Bytes implements Body {
        private static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

        private final ByteBuffer bytes; // read-only; only ever duplicated

        private Bytes(byte[] bytes, int offset, int length) {
            this.bytes = ByteBuffer.wrap(bytes, offset, length).asReadOnlyBuffer();
        }

        @Override
        public long length() {
            return bytes.remaining();
        }

        @Override
        public int chunks() {
            return bytes.hasRemaining() ? 1 : 0;
        }

        @Override
        public ByteBuffer chunk(int index) {
            return bytes.duplicate();
        }
    }
}
