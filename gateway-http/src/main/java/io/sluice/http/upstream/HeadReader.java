package io.sluice.http.upstream;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects the bytes of one head after the other. Not thread-safe. */
final class HeadReader {
    private static final int FIRST_BYTES = 512;
    private static final String END = "\r\n\r\n";

    private final int limit;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int count;
    private int matched; // of END

    /**
     * A reader.
     *
     * @param limit the most bytes of a head
     */
    HeadReader(int limit) {
        this.limit = limit;
    }

    /** Whether there is a part of a head. */
    boolean isBegun() {
        return count > 0;
    }

    /**
     * Takes bytes up to the end of a head.
     *
     * @return the head; null while it is not whole
     */
    @Nullable ResponseHead read(ByteBuffer source) throws MalformedResponseException {
        while (source.hasRemaining()) {
            if (count == limit) {
                throw new MalformedResponseException("The head is longer than " + limit + " bytes");
            }
            if (count == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(limit, 2 * count));
            }
            byte next = source.get();
            bytes[count++] = next;
            matched = next == END.charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
            if (matched == END.length()) {
                ResponseHead head = ResponseHead.parse(bytes, count);
                count = 0;
                matched = 0;
                return head;
            }
        }
        return null;
    }
}
