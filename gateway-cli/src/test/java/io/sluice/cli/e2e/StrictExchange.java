package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A recorded exchange, read by somebody who insists on all that the schema of http-types says and that its readers in
 * Python, TypeScript and Java cannot do without. Knows nothing of who wrote it.
 */
record StrictExchange(JsonNode request, JsonNode response, JsonNode meta) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "patch", "delete", "options", "trace", "head", "connect");

    static StrictExchange of(ConsumerRecord<byte[], byte[]> record) {
        assertThat(TestKafka.header(record, "content-type")).isEqualTo("application/json");
        return of(String.valueOf(TestKafka.text(record.value())));
    }

    static StrictExchange of(String line) {
        assertThat(line).doesNotContain("\n");
        JsonNode exchange;
        try {
            exchange = JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
        hasOnly(exchange, Set.of("request", "response", "meta"), Set.of("request", "response"));
        return new StrictExchange(
                request(exchange.path("request")), response(exchange.path("response")), exchange.path("meta"));
    }

    private static JsonNode request(JsonNode request) {
        hasOnly(
                request,
                Set.of("method", "protocol", "host", "path", "pathname", "query", "headers", "body", "timestamp"),
                Set.of("method", "protocol", "host", "path", "pathname", "query", "headers"));
        assertThat(METHODS).contains(request.path("method").asText());
        assertThat(Set.of("http", "https")).contains(request.path("protocol").asText());
        assertThat(request.path("host").asText()).isNotEmpty();
        assertThat(request.path("path").asText())
                .startsWith(request.path("pathname").asText());
        assertThat(request.path("pathname").asText()).doesNotContain("?");
        namedTexts(request.path("query"));
        namedTexts(request.path("headers"));
        lowerCase(request.path("headers"));
        if (request.has("body")) {
            assertThat(request.path("body").isTextual()).isTrue();
        }
        time(request);
        return request;
    }

    private static JsonNode response(JsonNode response) {
        hasOnly(
                response,
                Set.of("statusCode", "headers", "body", "timestamp"),
                Set.of("statusCode", "headers", "body"));
        assertThat(response.path("statusCode").isInt()).isTrue();
        assertThat(response.path("body").isTextual()).isTrue();
        namedTexts(response.path("headers"));
        lowerCase(response.path("headers"));
        time(response);
        return response;
    }

    private static void hasOnly(JsonNode object, Set<String> allowed, Set<String> required) {
        assertThat(object.isObject()).isTrue();
        assertThat(object.fieldNames()).toIterable().isSubsetOf(allowed).containsAll(required);
    }

    /** Names to a text, or to a list of several. */
    private static void namedTexts(JsonNode object) {
        assertThat(object.isObject()).isTrue();
        object.forEach(value -> {
            if (value.isArray()) {
                assertThat(value).hasSizeGreaterThan(1).allMatch(JsonNode::isTextual);
            } else {
                assertThat(value.isTextual()).isTrue();
            }
        });
    }

    private static void lowerCase(JsonNode headers) {
        assertThat(headers.fieldNames())
                .toIterable()
                .allSatisfy(name -> assertThat(name).isLowerCase());
    }

    private static void time(JsonNode side) {
        assertThat(side.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Instant.parse(side.path("timestamp").asText()))
                .isBefore(Instant.now().plusSeconds(1));
    }

    int status() {
        return response.path("statusCode").asInt();
    }

    String body() {
        return response.path("body").asText();
    }

    /** {@code method path}. */
    String line() {
        return request.path("method").asText() + ' ' + request.path("path").asText();
    }

    /** A field of the request. */
    String sent(String name) {
        return request.path("headers").path(name).asText();
    }

    /** A field of the response. */
    String answered(String name) {
        return response.path("headers").path(name).asText();
    }
}
