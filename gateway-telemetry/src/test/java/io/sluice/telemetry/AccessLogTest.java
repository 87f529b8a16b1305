package io.sluice.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.config.BindingName;
import io.sluice.engine.flow.TestIdentity;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.observe.EndedExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLogTest {
    private static final BindingName LISTENER = new BindingName("example", "http_server");

    private static String line(AccessFormat format, EndedExchange exchange) {
        var out = new ByteArrayOutputStream();
        try (LineWriter writer = LineWriter.to("log", out)) {
            new AccessLog(writer, format, LISTENER, Set.of("key")).ended(exchange);
        }
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).endsWith("\n");
        assertThat(text.strip().lines()).hasSize(1);
        return text.strip();
    }

    private static JsonNode json(EndedExchange exchange) throws IOException {
        return new ObjectMapper().readTree(line(AccessFormat.JSON, exchange));
    }

    @Test
    void writesTheCommonLogFormat() {
        assertThat(line(AccessFormat.COMMON, Exchanges.ok("GET", "/items/1?a=b").by(TestIdentity.of("jwt", "alice"))))
                .matches(
                        "127\\.0\\.0\\.1 - jwt:alice \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000] \"GET /items/1\\?a=b HTTP/1\\.1\" 200 12");
        assertThat(line(AccessFormat.COMMON, Exchanges.ok("GET", "/items/1").answer(0)))
                .startsWith("127.0.0.1 - - [")
                .endsWith("\"GET /items/1 HTTP/1.1\" - -");
    }

    @Test
    void namesTheTraceOfARequestThatIsPartOfOne() throws IOException {
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        JsonNode traced = json(Exchanges.ok("GET", "/items/1").field("traceparent", parent));
        JsonNode invalid = json(Exchanges.ok("GET", "/items/1").field("traceparent", parent + "0"));

        assertThat(traced.path("traceId").asText()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(invalid.has("traceId")).isFalse();
    }

    @Test
    void writesAnObjectOfJson() throws IOException {
        JsonNode ok = json(Exchanges.ok("GET", "/items/1"));
        JsonNode problem = json(Exchanges.problem("/x", ProblemType.NO_ROUTE));
        JsonNode aborted = json(Exchanges.ok("GET", "/items/1").answer(0));

        assertThat(ok.path("requestId").asText()).isEqualTo("abc-1");
        assertThat(ok.path("listener").asText()).isEqualTo("example.http_server");
        assertThat(ok.path("path").asText()).isEqualTo("/items/{id}");
        assertThat(ok.path("status").asInt()).isEqualTo(200);
        assertThat(ok.path("micros").asLong()).isEqualTo(1_000);
        assertThat(ok.path("outcome").asText()).isEqualTo("complete");
        assertThat(ok.has("user")).isFalse();
        assertThat(problem.path("problem").asText()).isEqualTo("no-route");
        assertThat(problem.path("route").asText()).isEqualTo("none");
        assertThat(aborted.has("status")).isFalse();
        assertThat(aborted.path("outcome").asText()).isEqualTo("aborted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\r\n127.0.0.1 - - forged", "/a\u0000\u001b[2J", "/a\u2028b\u0085c", "/\" 200 1\" \\"})
    void keepsWhatClientsSendOnOneLineOfVisibleText(String path) throws IOException {
        String common =
                line(AccessFormat.COMMON, Exchanges.ok("GET", path + "?q=\t").by(TestIdentity.of("jwt", "ann\nroot")));

        assertThat(common).matches("[ -~]+").doesNotContain("forged\" ");
        assertThat(common.chars().filter(c -> c == '"').count()).isEqualTo(2);
        assertThat(line(AccessFormat.JSON, Exchanges.ok("GET", path))).matches("[ -~]+");
        assertThat(json(Exchanges.ok("GET", path)).path("target").asText()).isEqualTo(path);
    }

    @Test
    void masksCredentialsInTheQuery() {
        String query = "a=b&key=s3cret&%6Bey=s3cret&access_token=s3cret&%zz=s3cret&flag";

        assertThat(line(AccessFormat.COMMON, Exchanges.ok("GET", "/x?" + query)))
                .contains("/x?a=b&key=***&%6Bey=***&access_token=***&%zz=***&flag HTTP")
                .doesNotContain("s3cret");
    }

    @Test
    void eventsAreWrittenAsZillaWritesThem() {
        var out = new ByteArrayOutputStream();
        try (LineWriter writer = LineWriter.to("events", out)) {
            var events = new EventLog(writer, LISTENER, "JWT", Set.of("key"));
            events.ended(Exchanges.ok("GET", "/items/1?key=s3cret"));
            events.ended(Exchanges.problem("/secret", ProblemType.UNAUTHENTICATED));
            events.ended(Exchanges.problem("/items/1", ProblemType.TOPIC_FORBIDDEN));
            events.ended(Exchanges.problem("/nowhere", ProblemType.NO_ROUTE));
        }

        assertThat(out.toString(StandardCharsets.UTF_8).lines().toList())
                .hasSize(3)
                .allMatch(line -> line.matches("example\\.http_server \\[[^]]+ \\+0000] \\[abc-1] .*"))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .endsWith("BINDING_HTTP_REQUEST_ACCEPTED GET http://example.com/items/1?key=***"),
                        line -> assertThat(line)
                                .endsWith("GUARD_JWT_AUTHORIZATION_FAILED GET http://example.com/secret"),
                        line -> assertThat(line)
                                .endsWith("BINDING_KAFKA_AUTHORIZATION_FAILED GET http://example.com/items/1"));
    }
}
