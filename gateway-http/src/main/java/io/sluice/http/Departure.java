package io.sluice.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;

/** How an exchange leaves its connection, on the I/O thread. */
final class Departure {
    private Departure() {}

    /** Whether the client waits for a 100 before it sends the body (RFC 9110 section 10.1.1), and will not get it. */
    static boolean isBodyWithheld(HttpServerExchange exchange) {
        return !exchange.isRequestComplete()
                && HttpContinue.requiresContinueResponse(exchange.getRequestHeaders())
                && !HttpContinue.isContinueResponseSent(exchange);
    }

    /** The response has left: drops what is left of the request. */
    static void responseWritten(HttpServerExchange exchange) {
        if (exchange.isRequestComplete()) {
            return;
        }
        if (isBodyWithheld(exchange)) {
            close(exchange);
        } else {
            new RequestDrain(exchange).start();
        }
    }

    /** Ends the exchange without a response, or with half of one, and its connection (HTTP/2: its stream). */
    static void close(HttpServerExchange exchange) {
        IoUtils.safeClose(exchange.getConnection());
        exchange.endExchange();
    }

    /**
     * The same while a body of unknown length is being written, which must not look whole: closing its channel too resets an
     * HTTP/2 stream that came by an upgrade, which Undertow's connection does not.
     */
    static void close(HttpServerExchange exchange, StreamSinkChannel response) {
        IoUtils.safeClose(exchange.getConnection());
        IoUtils.safeClose(response);
        exchange.endExchange();
    }
}
