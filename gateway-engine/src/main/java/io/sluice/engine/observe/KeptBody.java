package io.sluice.engine.observe;

import java.util.Objects;

/**
 * A body as far as it went over the wire and was kept.
 *
 * @param bytes its beginning; may be shorter than {@code length}. Not to be changed
 * @param length how many bytes went over the wire
 * @param isWhole whether that was the body's end, and not where one side broke it off
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record KeptBody(byte[] bytes, long length, boolean isWhole) {
    /** A body without bytes. */
    public static final KeptBody NONE = new KeptBody(new byte[0], 0, true);

    /** Checks the length. */
    public KeptBody {
        Objects.requireNonNull(bytes, "bytes");
        if (length < bytes.length) {
            throw new IllegalArgumentException("length: " + length + " (expected: at least " + bytes.length + ")");
        }
    }

    /** Whether bytes of it are missing. */
    public boolean isTruncated() {
        return !isWhole || bytes.length < length;
    }
}
