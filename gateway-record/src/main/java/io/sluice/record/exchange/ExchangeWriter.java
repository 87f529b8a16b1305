package io.sluice.record.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes exchanges in the http-types format so that all of its readers take them. Stateless; any thread.
 *
 * <p>The readers ask for more than the format does: method, protocol, host, headers, path, pathname and query of a
 * request, and status, headers and body of a response are always there. A response's body that was not recorded is
 * written as {@code ""} therefore, and {@code meta.omitted} says so. All that is not of the format is under {@code meta}.
 */
public final class ExchangeWriter {
    /** The methods that the format knows. */
    public static final Set<String> METHODS =
            Set.of("get", "put", "post", "patch", "delete", "options", "trace", "head", "connect");

    /** The member of {@code meta} that lists what is missing. */
    static final String OMITTED = "omitted";
    /** What {@link #OMITTED} says of a response's body. */
    static final List<String> RESPONSE_BODY = List.of("response.body");
    /** What {@link #OMITTED} says where there was no response, and one stands for it because readers ask for it. */
    static final String RESPONSE = "response";

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final JsonFactory JSON = new ObjectMapper().getFactory();
    private static final String UNKNOWN_HOST = "localhost";
    private static final int USUAL_SIZE = 1024;

    private ExchangeWriter() {}

    /**
     * An exchange as one line of JSON in UTF-8, without an end of line.
     *
     * @throws IllegalArgumentException if the method is none of {@link #METHODS}, or meta holds what is not JSON
     */
    public static byte[] bytes(RecordedExchange exchange) {
        var bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(exchange, json);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void write(RecordedExchange exchange, JsonGenerator json) throws IOException {
        json.writeStartObject();
        request(exchange.request(), json);
        RecordedResponse response = exchange.response();
        if (response != null) {
            response(response, json);
        }
        Map<String, ? extends @Nullable Object> meta = meta(exchange);
        if (!meta.isEmpty()) {
            json.writeFieldName("meta");
            json.writePOJO(meta);
        }
        json.writeEndObject();
    }

    private static Map<String, ? extends @Nullable Object> meta(RecordedExchange exchange) {
        RecordedResponse response = exchange.response();
        if (response == null || response.body() != null || exchange.meta().containsKey(OMITTED)) {
            return exchange.meta();
        }
        Map<String, @Nullable Object> meta = new LinkedHashMap<>(exchange.meta());
        meta.put(OMITTED, RESPONSE_BODY);
        return meta;
    }

    private static void request(RecordedRequest request, JsonGenerator json) throws IOException {
        if (!METHODS.contains(request.method())) {
            throw new IllegalArgumentException(
                    "method: " + request.method() + " (expected one of the http-types format's: " + METHODS + ")");
        }
        json.writeObjectFieldStart("request");
        timestamp(request.timestamp(), json);
        json.writeStringField("method", request.method());
        json.writeStringField("protocol", Objects.requireNonNullElse(request.protocol(), "http"));
        json.writeStringField("host", host(request));
        json.writeStringField("path", request.target().path());
        json.writeStringField("pathname", request.target().pathname());
        values("query", request.target().query(), json);
        values("headers", request.headers(), json);
        if (request.body() != null) {
            json.writeStringField("body", request.body());
        }
        json.writeEndObject();
    }

    private static String host(RecordedRequest request) {
        if (request.host() != null) {
            return request.host();
        }
        return Objects.requireNonNullElse(request.headers().first("host"), UNKNOWN_HOST);
    }

    private static void response(RecordedResponse response, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("response");
        timestamp(response.timestamp(), json);
        json.writeNumberField("statusCode", response.status());
        values("headers", response.headers(), json);
        json.writeStringField("body", Objects.requireNonNullElse(response.body(), ""));
        json.writeEndObject();
    }

    private static void timestamp(@Nullable Instant timestamp, JsonGenerator json) throws IOException {
        if (timestamp != null) {
            json.writeStringField("timestamp", TIMESTAMP.format(timestamp));
        }
    }

    private static void values(String name, NamedValues values, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        for (String key : values.names()) {
            List<String> all = values.all(key);
            if (all.size() == 1) {
                json.writeStringField(key, all.get(0));
            } else {
                json.writeArrayFieldStart(key);
                for (String value : all) {
                    json.writeString(value);
                }
                json.writeEndArray();
            }
        }
        json.writeEndObject();
    }
}
