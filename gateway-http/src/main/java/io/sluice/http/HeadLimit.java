package io.sluice.http;

import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http2.Http2ServerConnection;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import org.jspecify.annotations.Nullable;

/**
 * Turns away heads that are too large or of no use, with a status that says so.
 *
 * <p>Undertow itself answers whatever it cannot parse with a bare 400 and closes the connection: a malformed request
 * line or field line, both content-length and transfer-encoding, a head above its own limits. Those limits are set to
 * {@link #parserLimit} here, above the configured one, so that a head that is merely too large gets its 414 or 431.
 */
final class HeadLimit {
    private static final int FIELD_OVERHEAD = 32; // RFC 9113 section 6.5.2
    private static final int PARSER_FACTOR = 4;
    private static final int PARSER_MINIMUM = 256 << 10;

    private final int limit;
    private final boolean http1;

    HeadLimit(HttpServerOptions options) {
        this.limit = options.headerLimitBytes();
        this.http1 = options.versions().http1();
    }

    /** Bytes of a head that the parser accepts. */
    static int parserLimit(int limit) {
        return Math.max(PARSER_FACTOR * limit, PARSER_MINIMUM);
    }

    /** What is wrong with a head; null when nothing is. */
    @Nullable Problem check(HttpServerExchange exchange) {
        if (!http1 && !(exchange.getConnection() instanceof Http2ServerConnection)) {
            return Problem.of(ProblemType.VERSION_NOT_SUPPORTED, "This server speaks HTTP/2 only.");
        }
        if (exchange.getRequestMethod().equals(Methods.CONNECT)) {
            return Problem.of(ProblemType.BAD_REQUEST, "This server is not a proxy: CONNECT has no meaning here.");
        }
        if (exchange.getRequestURI().length() + exchange.getQueryString().length() > limit) {
            return Problem.of(
                    ProblemType.TARGET_TOO_LONG, "The request target is longer than the limit of " + limit + " bytes.");
        }
        String expectation = exchange.getRequestHeaders().getFirst(Headers.EXPECT);
        if (expectation != null && !expectation.equalsIgnoreCase("100-continue")) {
            return Problem.of(ProblemType.EXPECTATION_FAILED, "Nothing but 100-continue can be expected.");
        }
        if (exceedsLimit(exchange)) {
            return Problem.of(
                    ProblemType.FIELDS_TOO_LARGE,
                    "The header fields are larger than the limit of " + limit + " bytes, counting " + FIELD_OVERHEAD
                            + " bytes for each field besides its name and value.");
        }
        return null;
    }

    private boolean exceedsLimit(HttpServerExchange exchange) {
        var fields = exchange.getRequestHeaders();
        long size = 0;
        for (long i = fields.fastIterate(); i != -1L; i = fields.fiNext(i)) {
            var values = fields.fiCurrent(i);
            int nameSize = values.getHeaderName().length() + FIELD_OVERHEAD;
            for (int v = 0; v < values.size(); v++) {
                size += nameSize + values.get(v).length();
            }
        }
        return size > limit;
    }
}
