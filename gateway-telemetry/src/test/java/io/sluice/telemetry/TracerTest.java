package io.sluice.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.http.TestRequest;
import io.sluice.engine.observe.ClusterObserver.Outcome;
import io.sluice.engine.observe.TestExchange;
import io.sluice.engine.trace.RecordSpan;
import io.sluice.engine.trace.RequestTrace;
import io.sluice.engine.trace.TraceParent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TracerTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SENDER = "00f067aa0ba902b7";
    private static final String SAMPLED = "00-" + TRACE + '-' + SENDER + "-01";
    private static final String UNSAMPLED = "00-" + TRACE + '-' + SENDER + "-00";

    private final SpanExporter exporter = new SpanExporter(Map.of());
    private final Tracer tracer = new Tracer(1, List.of(exporter));

    /** What is sent of what ended up to now. */
    private List<JsonNode> spans() throws IOException {
        try (var collector = new Collector()) {
            exporter.start(collector.target());
            exporter.close();
            return collector.spans();
        }
    }

    private JsonNode span() throws IOException {
        List<JsonNode> spans = spans();
        assertThat(spans).hasSize(1);
        return spans.get(0);
    }

    private static Map<String, String> attributes(JsonNode span) {
        Map<String, String> attributes = new HashMap<>();
        for (JsonNode attribute : span.path("attributes")) {
            attributes.put(
                    attribute.path("key").asText(),
                    attribute.path("value").elements().next().asText());
        }
        return attributes;
    }

    private static HttpRequest request(String... fields) {
        return TestRequest.of("GET", "/items/1", fields);
    }

    private static TraceParent parent(RequestTrace trace) {
        return Objects.requireNonNull(trace.context()).parent();
    }

    private void end(TestExchange exchange) {
        tracer.ended(exchange.trace(tracer.trace(exchange.request())));
    }

    @Test
    void makesASpanOfARequest() throws IOException {
        end(Exchanges.ok("GET", "/items/1?a=b").to("http", "shop.example:8080").field("user-agent", "curl"));

        JsonNode span = span();

        assertThat(span.path("name").asText()).isEqualTo("GET /items/{id}");
        assertThat(span.path("kind").asInt()).isEqualTo(2);
        assertThat(span.path("endTimeUnixNano").asLong()
                        - span.path("startTimeUnixNano").asLong())
                .isEqualTo(1_000_000);
        assertThat(span.has("status")).isFalse();
        assertThat(span.has("parentSpanId")).isFalse();
        assertThat(attributes(span))
                .containsOnly(
                        Map.entry("http.request.method", "GET"),
                        Map.entry("url.path", "/items/1"),
                        Map.entry("url.scheme", "http"),
                        Map.entry("http.route", "/items/{id}"),
                        Map.entry("server.address", "shop.example"),
                        Map.entry("server.port", "8080"),
                        Map.entry("client.address", "127.0.0.1"),
                        Map.entry("user_agent.original", "curl"),
                        Map.entry("network.protocol.version", "1.1"),
                        Map.entry("http.response.status_code", "200"));
    }

    @Test
    void continuesASampledTrace() throws IOException {
        end(Exchanges.ok("GET", "/items/1").field("traceparent", SAMPLED));

        JsonNode span = span();

        assertThat(span.path("traceId").asText()).isEqualTo(TRACE);
        assertThat(span.path("parentSpanId").asText()).isEqualTo(SENDER);
        assertThat(span.path("spanId").asText()).isNotEqualTo(SENDER);
    }

    @Test
    void handsOnATraceThatIsNotSampledAndRecordsNothing() throws IOException {
        RequestTrace trace = tracer.trace(request("traceparent", UNSAMPLED));
        end(Exchanges.ok("GET", "/items/1").field("traceparent", UNSAMPLED));

        assertThat(parent(trace).text()).isEqualTo(UNSAMPLED);
        assertThat(trace.write("items")).isNull();
        assertThat(spans()).isEmpty();
    }

    @Test
    void samplesAShareOfWhatBeginsHere() {
        var never = new Tracer(0, List.of());
        var sometimes = new Tracer(0.5, List.of());

        assertThat(parent(never.trace(request())).isSampled()).isFalse();
        assertThat(parent(never.trace(request("traceparent", "invalid"))).isSampled())
                .isFalse();
        assertThat(parent(never.trace(request("traceparent", SAMPLED))).isSampled())
                .isTrue();
        int sampled = 0;
        for (int i = 0; i < 10_000; i++) {
            sampled += parent(sometimes.trace(request())).isSampled() ? 1 : 0;
        }
        assertThat(sampled).isBetween(4_000, 6_000); // 20 standard deviations
    }

    @Test
    void problemsOfTheGatewayAreErrorsAndThoseOfClientsAreNot() throws IOException {
        end(Exchanges.problem("/nowhere", ProblemType.NO_ROUTE));
        end(Exchanges.problem("/items", ProblemType.OVERLOADED));
        end(Exchanges.ok("GET", "/items/1").answer(0));

        List<JsonNode> spans = spans();

        assertThat(spans)
                .extracting(span -> span.path("name").asText())
                .containsExactly("GET", "GET", "GET /items/{id}");
        assertThat(spans).extracting(span -> span.at("/status/code").asInt()).containsExactly(0, 2, 2);
        assertThat(attributes(spans.get(0))).doesNotContainKeys("error.type", "http.route");
        assertThat(attributes(spans.get(1))).containsEntry("error.type", "503");
        assertThat(attributes(spans.get(2)))
                .containsEntry("error.type", "aborted")
                .doesNotContainKey("http.response.status_code");
    }

    @Test
    void whatClientsMakeUpIsBoundedAndNamesNothing() throws IOException {
        end(Exchanges.ok("MADEUP", '/' + "x".repeat(5_000)));

        JsonNode span = span();

        assertThat(span.path("name").asText()).isEqualTo("HTTP /items/{id}");
        assertThat(attributes(span))
                .containsEntry("http.request.method", "_OTHER")
                .containsEntry("http.request.method_original", "MADEUP");
        assertThat(attributes(span).get("url.path")).hasSize(1_024);
    }

    @ParameterizedTest
    @CsvSource({"h, h, 80", "h:1, h, 1", "[::1], ::1, 80", "[::1]:99, ::1, 99", "h:x, h, ", "h:, h, "})
    void namesTheServerAsTheClientDid(String authority, String address, String port) throws IOException {
        end(Exchanges.ok("GET", "/").to("http", authority));

        Map<String, String> attributes = attributes(span());

        assertThat(attributes).containsEntry("server.address", address);
        assertThat(attributes.get("server.port")).isEqualTo(port);
    }

    @Test
    void recordsHangBelowTheirRequest() throws IOException {
        var exchange = Exchanges.ok("POST", "/items").field("traceparent", SAMPLED);
        RequestTrace trace = tracer.trace(exchange.request());
        RecordSpan delivered = Objects.requireNonNull(trace.write("items"));
        RecordSpan failed = Objects.requireNonNull(trace.write("items"));
        delivered.ended(5, Outcome.DELIVERED);
        failed.ended(6, Outcome.FAILED);
        tracer.ended(exchange.trace(trace));

        List<JsonNode> spans = spans();

        JsonNode first = spans.get(0);
        assertThat(first.path("traceId").asText()).isEqualTo(TRACE);
        assertThat(first.path("spanId").asText())
                .isEqualTo(delivered.context().parent().spanId());
        assertThat(first.path("parentSpanId").asText())
                .isEqualTo(spans.get(2).path("spanId").asText())
                .isEqualTo(parent(trace).spanId());
        assertThat(first.path("kind").asInt()).isEqualTo(4);
        assertThat(first.path("name").asText()).isEqualTo("send items");
        assertThat(attributes(first))
                .containsOnly(
                        Map.entry("messaging.system", "kafka"),
                        Map.entry("messaging.operation.type", "send"),
                        Map.entry("messaging.operation.name", "send"),
                        Map.entry("messaging.destination.name", "items"),
                        Map.entry("sluice.outcome", "delivered"));
        assertThat(attributes(spans.get(1))).containsEntry("error.type", "failed");
        assertThat(spans.get(1).at("/status/code").asInt()).isEqualTo(2);
    }
}
