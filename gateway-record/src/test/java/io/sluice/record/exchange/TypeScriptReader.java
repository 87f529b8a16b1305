package io.sluice.record.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;

/** What the reader of http-types in TypeScript takes: it throws where these assertions fail. */
public final class TypeScriptReader {
    private static final Set<String> METHODS =
            Set.of("GET", "PUT", "POST", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD", "CONNECT");

    private TypeScriptReader() {}

    /** Fails where the reader would. */
    public static void check(JsonNode exchange) {
        JsonNode request = exchange.path("request");
        assertThat(exchange.path("response").isObject()).as("TypeError").isTrue();
        assertThat(METHODS).contains(request.path("method").asText().toUpperCase(Locale.ROOT));
        assertThat(request.path("protocol").isTextual()).isTrue();
        assertThat(request.path("host").asText()).as("request.host is required").isNotEmpty();
        boolean query = request.path("query").isObject();
        assertThat(request.has("path") || (request.has("pathname") && query)).isTrue();
        request.path("query").forEach(TypeScriptReader::checkValue);
        request.path("headers").forEach(TypeScriptReader::checkValue);
        assertThat(exchange.path("response").path("statusCode").isNumber()).isTrue();
    }

    private static void checkValue(JsonNode value) {
        assertThat(value.isTextual() || value.isArray()).isTrue();
    }
}
