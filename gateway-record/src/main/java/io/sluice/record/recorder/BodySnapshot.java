package io.sluice.record.recorder;

import io.sluice.engine.observe.KeptBody;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a body before it is decoded. Immutable.
 *
 * @param bytes its beginning as it went over the wire; none if it is not recorded
 * @param isTruncated whether bytes are missing behind these
 * @param omission why it is not recorded; null if it is, or is empty
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record BodySnapshot(
        byte[] bytes, boolean isTruncated, @Nullable Omission omission) {
    private static final byte[] NO_BYTES = {};
    private static final BodySnapshot EMPTY = new BodySnapshot(NO_BYTES, false, null);
    private static final BodySnapshot NOT_WANTED = new BodySnapshot(NO_BYTES, false, Omission.NOT_WANTED);
    private static final BodySnapshot CONTENT_TYPE = new BodySnapshot(NO_BYTES, false, Omission.CONTENT_TYPE);
    private static final BodySnapshot UNREAD = new BodySnapshot(NO_BYTES, true, Omission.UNREAD);

    /**
     * A body of which some is kept.
     *
     * @param length bytes that went over the wire, or were announced
     * @param head of its message
     * @param choice what is wanted of it
     */
    static BodySnapshot of(KeptBody kept, long length, FieldLines head, BodyChoice choice) {
        if (kept.length() == 0 && length == 0) {
            return kept.isWhole() ? EMPTY : UNREAD;
        }
        if (!choice.isWanted()) {
            return NOT_WANTED;
        }
        String contentType = head.first("content-type");
        if (contentType != null && !choice.types().contain(contentType)) {
            return CONTENT_TYPE;
        }
        byte[] bytes = kept.bytes();
        if (bytes.length == 0) {
            return UNREAD;
        }
        if (bytes.length > choice.limit()) { // others want more
            return new BodySnapshot(Arrays.copyOf(bytes, choice.limit()), true, null);
        }
        return new BodySnapshot(bytes, kept.isTruncated(), null);
    }

    /** What bodies are wanted of an exchange. */
    record BodyChoice(boolean isWanted, int limit, MediaTypes types) {}
}
