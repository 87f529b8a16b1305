package io.sluice.rest.v3;

import io.sluice.rest.web.RestException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts a stream of JSON objects, with or without white space between them, into its objects. Looks at braces, brackets
 * and strings only; whether an object is well-formed shows when it is parsed. UTF-8. Not thread-safe.
 */
final class ObjectSplitter {
    private static final int KEPT = 1 << 16;

    private final int limit;
    private final Sink sink;
    private byte[] object = new byte[512];
    private long length; // beyond the limit it only counts
    private int depth;
    private boolean inString;
    private boolean escaped;

    /** Takes what was cut. */
    interface Sink {
        /** An object; the array is the sink's. */
        void object(byte[] json);

        /** An object that is longer than the limit; it is left out. */
        void tooLarge();
    }

    /**
     * At the beginning of a stream.
     *
     * @param limit the most bytes that an object may have
     */
    ObjectSplitter(int limit, Sink sink) {
        this.limit = limit;
        this.sink = sink;
    }

    /**
     * Takes the next bytes.
     *
     * @throws RestException 400 where neither an object nor white space is; the stream cannot be read any further
     */
    void feed(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (depth > 0 || begins(bytes.get(bytes.position()))) {
                feedObject(bytes);
            } else {
                bytes.get();
            }
        }
    }

    private static boolean begins(byte first) {
        if (first == '{') {
            return true;
        }
        if (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
            return false;
        }
        throw RestException.of(
                400,
                "Unexpected byte 0x%02x: was expecting a JSON object, or the end of the stream"
                        .formatted(first & 0xFF));
    }

    /** Takes bytes up to the end of the object, or all. */
    private void feedObject(ByteBuffer bytes) {
        int from = bytes.position();
        do {
            step(bytes.get());
        } while (depth > 0 && bytes.hasRemaining());
        keep(bytes, from, bytes.position() - from);
        if (depth == 0) {
            hand();
        }
    }

    private void step(byte next) {
        if (inString) {
            if (escaped) {
                escaped = false;
            } else if (next == '\\') {
                escaped = true;
            } else if (next == '"') {
                inString = false;
            }
            return;
        }
        switch (next) {
            case '"' -> inString = true;
            case '{', '[' -> depth++;
            case '}', ']' -> depth--;
            default -> {
                // Within an object, anything else.
            }
        }
    }

    private void keep(ByteBuffer bytes, int from, int count) {
        if (length + count <= limit) {
            int end = Math.toIntExact(length) + count;
            if (end > object.length) {
                object = Arrays.copyOf(object, Math.min(limit, Math.max(end, 2 * object.length)));
            }
            bytes.get(from, object, Math.toIntExact(length), count);
        }
        length += count;
    }

    private void hand() {
        long whole = length;
        length = 0;
        if (whole > limit) {
            sink.tooLarge();
        } else {
            sink.object(Arrays.copyOf(object, Math.toIntExact(whole)));
        }
        if (object.length > KEPT) {
            object = new byte[KEPT];
        }
    }

    /**
     * The stream is over.
     *
     * @throws RestException 400 if it is within an object
     */
    void end() {
        if (depth > 0) {
            throw RestException.of(400, "Unexpected end-of-input within a JSON object");
        }
    }
}
