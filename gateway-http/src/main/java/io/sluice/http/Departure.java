package io.sluice.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import org.xnio.IoUtils;

/** How an exchange leaves its connection, on the I/O thread. */
final class Departure {
    private Departure() {}

    /** The response has left: drops what is left of the request. */
    static void responseWritten(HttpServerExchange exchange) {
        if (exchange.isRequestComplete()) {
            return;
        }
        if (HttpContinue.requiresContinueResponse(exchange)) {
            close(exchange); // was never asked for the body and will not send it
        } else {
            new RequestDrain(exchange).start();
        }
    }

    /** Ends the exchange without a response, or with half of one, and its connection (HTTP/2: its stream). */
    static void close(HttpServerExchange exchange) {
        IoUtils.safeClose(exchange.getConnection());
        exchange.endExchange();
    }
}
