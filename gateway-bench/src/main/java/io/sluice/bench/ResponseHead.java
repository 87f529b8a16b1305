package io.sluice.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP/1.1 response whose length is known (RFC 9112 section 6.2). Immutable.
 *
 * @param status the status code
 * @param text the whole head
 * @param bytes its length, with the empty line
 */
public record ResponseHead(int status, String text, int bytes) {

    /** The head at the start of what was read into a buffer, which stays as it is; null while it is not complete. */
    static @Nullable ResponseHead parse(ByteBuffer read) {
        for (int i = 3; i < read.position(); i++) {
            if (read.get(i) == '\n' && read.get(i - 1) == '\r' && read.get(i - 2) == '\n' && read.get(i - 3) == '\r') {
                byte[] head = new byte[i + 1];
                read.get(0, head);
                String text = new String(head, StandardCharsets.ISO_8859_1);
                return new ResponseHead(Integer.parseInt(text, 9, 12, 10), text, head.length);
            }
        }
        return null;
    }

    /**
     * The body's length.
     *
     * @throws BenchFailure if the head does not tell it
     */
    public long contentLength() {
        String length = field("content-length");
        if (length != null) {
            return Long.parseLong(length);
        }
        if (status == 204 || status == 304) {
            return 0;
        }
        throw new BenchFailure("The response does not tell its length: " + text);
    }

    /** A header's first value; null without it. */
    public @Nullable String field(String name) {
        return text.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse(null);
    }
}
