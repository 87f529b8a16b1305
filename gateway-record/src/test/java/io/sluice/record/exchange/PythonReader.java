package io.sluice.record.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.Set;

/** What the reader of http-types in Python takes: it raises where these assertions fail. */
public final class PythonReader {
    private static final Set<String> REQUEST =
            Set.of("method", "protocol", "host", "path", "pathname", "query", "headers", "body", "timestamp");
    private static final Set<String> RESPONSE = Set.of("statusCode", "headers", "body", "timestamp");
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "patch", "delete", "options", "trace", "head", "connect");

    private PythonReader() {}

    /** Fails where the reader would. */
    public static void check(JsonNode exchange) {
        JsonNode request = exchange.path("request");
        JsonNode response = exchange.path("response");
        assertThat(response.isObject()).as("BuilderException").isTrue();
        request.fieldNames().forEachRemaining(name -> assertThat(REQUEST).contains(name));
        response.fieldNames().forEachRemaining(name -> assertThat(RESPONSE).contains(name));
        assertThat(METHODS).contains(request.path("method").asText());
        assertThat(request.path("protocol").asText()).isIn("http", "https");
        assertThat(request.path("host").isTextual()).isTrue();
        assertThat(request.has("path") || (request.has("pathname") && request.has("query")))
                .isTrue();
        assertThat(response.path("headers").isObject()).as("TypeError").isTrue();
        assertThat(response.path("statusCode").isInt()).isTrue();
        checkTimestamp(request);
        checkTimestamp(response);
    }

    private static void checkTimestamp(JsonNode message) {
        if (message.has("timestamp")) {
            assertThat(OffsetDateTime.parse(message.get("timestamp").asText())).isNotNull();
        }
    }
}
