package io.sluice.record.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** What the reader of http-types in Java takes: it throws JSONException where these assertions fail. */
public final class JavaReader {
    private JavaReader() {}

    /** Fails where the reader would. */
    public static void check(JsonNode exchange) {
        JsonNode request = exchange.path("request");
        JsonNode response = exchange.path("response");
        assertThat(request.path("method").isTextual()).isTrue();
        assertThat(request.path("protocol").isTextual()).isTrue();
        assertThat(request.path("host").isTextual()).isTrue();
        assertThat(request.path("headers").isObject()).isTrue();
        assertThat(request.has("path") || request.has("pathname")).isTrue();
        assertThat(response.path("statusCode").isInt()).isTrue();
        assertThat(response.path("headers").isObject()).isTrue();
        assertThat(response.path("body").isTextual()).isTrue();
    }
}
