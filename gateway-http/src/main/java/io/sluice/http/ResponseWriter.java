package io.sluice.http;

import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes responses: status and fields here, the bytes by {@link BodyWriter}. Called on the exchange's I/O thread.
 *
 * <p>Field lines come from Kafka records too, so each is checked; one that could split the response (RFC 9112
 * section 11.1) is left out, which is logged by its name only.
 */
final class ResponseWriter {
    private static final Logger LOGGER = LoggerFactory.getLogger(ResponseWriter.class);

    private final RunningExchanges running;
    private final EdgeCounters counters;

    ResponseWriter(RunningExchanges running, EdgeCounters counters) {
        this.running = running;
        this.counters = counters;
    }

    /**
     * Starts the response; what the socket does not take at once follows when it can.
     *
     * @param requestId goes with the response, in the place of what the response itself says; null for nothing
     */
    void write(HttpServerExchange exchange, HttpResponse response, @Nullable String requestId) {
        boolean sendsContent = writeHead(exchange, response, requestId);
        BodyWriter.send(
                exchange, response.body(), sendsContent ? response.body().chunks() : 0);
    }

    /** Makes the head, which leaves with the first bytes or the end of the response; true when a body is to follow. */
    boolean writeHead(HttpServerExchange exchange, HttpResponse response, @Nullable String requestId) {
        exchange.setStatusCode(response.status());
        writeFields(exchange, response.fields());
        if (requestId != null) {
            exchange.getResponseHeaders().put(RequestIds.FIELD, requestId);
        }
        if (running.isDraining() || Departure.isBodyWithheld(exchange)) {
            exchange.setPersistent(false);
        }
        boolean hasContent = response.status() != 204 && response.status() != 304;
        long length = response.body().length();
        if (hasContent && length != Body.UNKNOWN) {
            exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, DecimalText.of(length));
        } else if (hasContent && exchange.isHttp11()) {
            // also where the connection closes afterwards: else a body that breaks off would look whole
            exchange.getResponseHeaders().put(Headers.TRANSFER_ENCODING, Headers.CHUNKED.toString());
        }
        return hasContent && !exchange.getRequestMethod().equals(Methods.HEAD);
    }

    /** Adds fields to the head. */
    void writeFields(HttpServerExchange exchange, HttpFields fields) {
        HeaderMap target = exchange.getResponseHeaders();
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i);
            HttpString sent = FieldNames.checked(name);
            if (sent != null && FieldRules.isValue(fields.value(i))) {
                target.add(sent, fields.value(i));
            } else {
                counters.countDroppedField();
                LOGGER.atWarn().addKeyValue("field", printable(name)).log("response field dropped");
            }
        }
    }

    private static String printable(String name) {
        return FieldRules.isName(name) ? name : name.replaceAll("[^ -~]", "?");
    }
}
