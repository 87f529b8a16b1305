package io.sluice.http.upstream;

import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.StreamedBody;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What goes over an HTTP/1.1 connection for one request: the head, and the body as it comes, framed anew (RFC 9112 section
 * 7). Owned by the connection's I/O thread.
 */
final class RequestEncoder {
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SIZE_LINE = 8; // of a chunk of up to 16 MiB
    private static final int LEAST_ROOM = SIZE_LINE + LAST_CHUNK.length + LINE_END.length + 1;

    private final StreamedBody body;
    private final boolean chunked;
    private @Nullable ByteBuffer head;
    private boolean done;

    private RequestEncoder(@Nullable ByteBuffer head, StreamedBody body, boolean chunked) {
        this.head = head;
        this.body = body;
        this.chunked = chunked;
    }

    /** A request with its body, which is empty where the request has none. */
    static RequestEncoder of(OutgoingRequest request, StreamedBody body) {
        boolean chunked = request.hasBody() && request.length() == Body.UNKNOWN;
        return new RequestEncoder(ByteBuffer.wrap(head(request, chunked)), body, chunked);
    }

    /** Bytes as they are, without a head: a tunnel. */
    static RequestEncoder raw(StreamedBody bytes) {
        return new RequestEncoder(null, bytes, false);
    }

    private static byte[] head(OutgoingRequest request, boolean chunked) {
        var text = new StringBuilder(512)
                .append(request.method())
                .append(' ')
                .append(request.target())
                .append(" HTTP/1.1\r\nhost: ")
                .append(request.authority())
                .append("\r\n");
        HttpFields fields = request.fields();
        for (int i = 0; i < fields.size(); i++) {
            line(text, fields.name(i), fields.value(i));
        }
        if (chunked) {
            line(text, "transfer-encoding", "chunked");
        } else if (request.hasBody()) {
            line(text, "content-length", Long.toString(request.length()));
        }
        if (request.upgrade() != null) {
            line(text, "connection", "upgrade");
            line(text, "upgrade", request.upgrade());
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    /** Whether nothing more will come, and what came has been put out. */
    boolean isDone() {
        return done;
    }

    /**
     * Puts out what there is at the moment, as far as it fits; nothing when it is {@linkplain #isDone done}.
     *
     * @param target cleared, with room for a chunk's frame
     */
    void fill(ByteBuffer target) {
        if (done) {
            return;
        }
        if (head != null) {
            int count = Math.min(head.remaining(), target.remaining());
            target.put(head.slice(head.position(), count));
            head.position(head.position() + count);
            if (head.hasRemaining()) {
                return;
            }
            head = null;
        }
        boolean last = body.isClosed();
        if (!chunked) {
            body.take(target);
            done = last && target.hasRemaining();
        } else if (target.remaining() >= LEAST_ROOM) {
            chunk(target, last);
        }
    }

    private void chunk(ByteBuffer target, boolean last) {
        int start = target.position();
        int limit = target.limit();
        target.position(start + SIZE_LINE).limit(limit - LAST_CHUNK.length - LINE_END.length);
        body.take(target);
        int count = target.position() - start - SIZE_LINE;
        boolean full = !target.hasRemaining();
        target.limit(limit);
        if (count == 0) {
            target.position(start);
        } else {
            byte[] size = String.format("%06x\r\n", count).getBytes(StandardCharsets.US_ASCII);
            target.put(start, size);
            target.put(LINE_END);
        }
        if (last && !full) {
            target.put(LAST_CHUNK);
            done = true;
        }
    }
}
