package io.sluice.record.recorder;

import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.observe.EndedExchange;
import io.sluice.engine.observe.KeptBody;
import io.sluice.engine.observe.RecordPlace;
import io.sluice.engine.observe.RouteLabel;
import io.sluice.engine.trace.TraceContext;
import io.sluice.engine.trace.TraceParent;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a record needs of an exchange, taken when it ended. References to what is immutable, and no text made: this is the
 * part that traffic waits for. Immutable once made; holds on to nothing of the exchange.
 */
final class Snapshot {
    /** What stands for the status of an exchange without a response. */
    static final int NO_RESPONSE = 499;

    private static final int OVERHEAD = 600; // of the objects without their texts
    private static final long NANOS_PER_MILLI = 1_000_000;

    final String method;
    final String scheme;
    final String authority;
    final String path;
    final @Nullable String query;
    final FieldLines requestLines = new FieldLines();
    final BodySnapshot requestBody;
    final long startedMillis;
    final long nanos;
    final int status;
    final boolean hasResponse;
    final boolean isComplete;
    final FieldLines responseLines = new FieldLines();
    final BodySnapshot responseBody;
    final long requestBytes;
    final long responseBytes;
    final String protocol;
    final @Nullable InetSocketAddress peer;
    final String identity;
    final RouteLabel route;
    final @Nullable RecordPlace record;
    final @Nullable ProblemType problem;
    final String requestId;
    final @Nullable TraceParent trace;

    /** Any thread, while the exchange is valid. */
    Snapshot(EndedExchange exchange, BodySnapshot.BodyChoice choice) {
        HttpRequest request = exchange.request();
        method = request.method();
        scheme = request.scheme();
        authority = request.authority();
        path = request.path();
        query = request.query();
        request.forEachHeader(requestLines);
        nanos = exchange.nanos();
        long started = exchange.startedAtMillis();
        startedMillis = started == 0 ? System.currentTimeMillis() - nanos / NANOS_PER_MILLI : started;
        hasResponse = exchange.status() != 0;
        status = statusOf(exchange);
        isComplete = exchange.isComplete();
        if (hasResponse) {
            exchange.forEachResponseHeader(responseLines);
        }
        requestBytes = Math.max(exchange.requestBytes(), exchange.requestBody().length());
        responseBytes = exchange.responseBytes();
        requestBody = BodySnapshot.of(exchange.requestBody(), requestLength(), requestLines, choice);
        KeptBody answer = hasResponse ? exchange.responseBody() : KeptBody.NONE;
        responseBody = BodySnapshot.of(answer, hasResponse ? responseBytes : 0, responseLines, choice);
        protocol = exchange.protocol();
        peer = exchange.peer();
        identity = exchange.identity().subject();
        route = exchange.route();
        record = exchange.record();
        problem = exchange.problem();
        requestId = exchange.requestId();
        TraceContext context = exchange.trace().context();
        trace = context == null ? null : context.parent();
    }

    /** The status in the record. */
    static int statusOf(EndedExchange exchange) {
        int status = exchange.status();
        return status == 0 ? NO_RESPONSE : status;
    }

    /** When the exchange ended, in milliseconds since the epoch. */
    long endedMillis() {
        return startedMillis + nanos / NANOS_PER_MILLI;
    }

    /** Roughly its bytes in memory. */
    long weight() {
        return OVERHEAD
                + path.length()
                + (query == null ? 0 : query.length())
                + identity.length()
                + requestLines.weight()
                + responseLines.weight()
                + requestBody.bytes().length
                + (long) responseBody.bytes().length;
    }

    /** Bytes that were read, or else that the head announces: a body that nobody read is not an empty one. */
    private long requestLength() {
        if (requestBytes > 0) {
            return requestBytes;
        }
        String length = requestLines.first("content-length");
        boolean announced = length == null ? requestLines.first("transfer-encoding") != null : !length.equals("0");
        return announced ? 1 : 0;
    }
}
