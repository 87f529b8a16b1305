package io.sluice.http;

import io.sluice.engine.flow.BodyReceiver;
import io.sluice.engine.flow.BodySource;
import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.http.StreamedBody;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an exchange streams, either way, and what the end of the one means to the other. Owned by its I/O thread. */
final class ExchangeStreams {
    private static final Logger LOGGER = LoggerFactory.getLogger(ExchangeStreams.class);

    private final ExchangeInvocation invocation;
    private final HttpServerExchange exchange;
    private @Nullable RequestStream request;
    private @Nullable ResponseStream response;

    ExchangeStreams(ExchangeInvocation invocation, HttpServerExchange exchange) {
        this.invocation = invocation;
        this.exchange = exchange;
    }

    BodySource read(BodyReceiver receiver, Duration idle) {
        var stream = new RequestStream(invocation, this, exchange, receiver, idle);
        request = stream;
        stream.start();
        return stream;
    }

    /** Keeps the response back while a 100 has to go before it; false when it may go. */
    boolean delays(HttpResponse answer, Runnable send) {
        if (request == null) {
            return false;
        }
        if (!(answer.body() instanceof StreamedBody)) {
            request.breakOff();
        }
        return request.delays(send);
    }

    /**
     * Starts to send a body; its head has been made.
     *
     * @param wanted false for a request like HEAD, which gets the head alone
     */
    void write(boolean wanted, StreamedBody body) {
        if (wanted) {
            response = new ResponseStream(invocation, this, exchange, body);
            response.start();
        } else {
            stopReading();
            body.gone();
            BodyWriter.send(exchange, Body.empty(), 0);
        }
    }

    private void stopReading() {
        if (request != null) {
            request.breakOff();
        }
    }

    /** Whether a response is being streamed. */
    boolean isResponding() {
        return response != null && !response.isOver();
    }

    /** Whether a streamed response was begun and not ended as its producer wants it. */
    boolean isCutShort() {
        return response != null && !response.isSent();
    }

    /** The response has left: the rest of the request is not for its receiver any more. */
    void responseSent() {
        stopReading();
        Departure.responseWritten(exchange);
    }

    /** The client has gone, as the request shows. */
    void disconnected() {
        if (invocation.isEnded()) {
            Departure.close(exchange);
        } else {
            invocation.abandon();
        }
    }

    /** The receiver failed. */
    void failed(Throwable failure) {
        stopReading();
        if (!invocation.isEnded()) {
            invocation.fail(failure);
            return;
        }
        LOGGER.atError()
                .addKeyValue("requestId", invocation.requestId())
                .setCause(failure)
                .log("streamed request failed");
        abortResponse();
    }

    /** No byte has come for so long. */
    void stoodStill(Duration idle) {
        if (invocation.isEnded()) {
            abortResponse();
        } else {
            exchange.setPersistent(false);
            invocation.fail(
                    ProblemType.REQUEST_TIMEOUT, "No byte of the request body came for " + idle.toMillis() + " ms.");
        }
    }

    private void abortResponse() {
        if (response != null) {
            response.abort();
        }
    }

    /** Undertow has done with the exchange, whichever way. */
    void end() {
        stopReading();
        if (response != null) {
            response.end();
        }
    }
}
