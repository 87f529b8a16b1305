package io.sluice.http.upstream;

import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Takes the content of a response out of what comes over a connection (RFC 9112 section 6). Not thread-safe. */
interface BodyDecoder {

    /**
     * Takes bytes as far as they belong to the response.
     *
     * @param content is given the content among them, which is valid as long as the source keeps its bytes
     * @return whether the response is whole; what is left belongs to no response
     */
    boolean decode(ByteBuffer source, Consumer<ByteBuffer> content) throws MalformedResponseException;

    /** Whether the response is whole when the connection ends here. */
    boolean mayEnd();

    /** How long the content is, in bytes; {@link Body#UNKNOWN} when that is not said. */
    long length();

    /** Whether the connection can have another response after this one. */
    boolean leavesConnectionOpen();

    /**
     * The decoder of a response that is not 1xx.
     *
     * @param method of the request
     * @throws MalformedResponseException if it is not clear where the response ends
     */
    static BodyDecoder of(ResponseHead head, String method) throws MalformedResponseException {
        boolean coded = head.fields().get("transfer-encoding") != null;
        long length = length(head.fields());
        if (head.status() == 204 || head.status() == 304) {
            return new FixedBody(0, 0);
        }
        if (method.equals("HEAD")) {
            return new FixedBody(0, coded ? Body.UNKNOWN : length);
        }
        if (coded) {
            requireChunked(head);
            // RFC 9112 section 6.3: a length beside it does not count, and what comes next cannot be trusted.
            return new ChunkedBody(length == Body.UNKNOWN);
        }
        return length == Body.UNKNOWN ? new UnboundedBody() : new FixedBody(length, length);
    }

    private static void requireChunked(ResponseHead head) throws MalformedResponseException {
        List<String> codings = head.fields().all("transfer-encoding");
        if (codings.size() != 1
                || head.version10()
                || !codings.get(0).toLowerCase(Locale.ROOT).equals("chunked")) {
            throw new MalformedResponseException("A transfer coding other than chunked");
        }
    }

    /** What {@code content-length} says; {@link Body#UNKNOWN} without one. */
    private static long length(HttpFields fields) throws MalformedResponseException {
        long length = Body.UNKNOWN;
        for (String value : fields.all("content-length")) {
            long said = ContentLength.parse(value);
            if (said < 0 || (length != Body.UNKNOWN && length != said)) {
                throw new MalformedResponseException("A content-length that is no number, or two of them");
            }
            length = said;
        }
        return length;
    }
}
