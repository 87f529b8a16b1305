package io.sluice.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.engine.trace.TraceContext;
import io.sluice.engine.trace.TraceParent;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpanExporterTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final int BATCH = 512;
    private static final int ROOM = 8_192;

    private Collector collector;
    private final SpanExporter exporter = new SpanExporter(Map.of("service.namespace", "shop"));

    @BeforeEach
    void open() throws IOException {
        collector = new Collector();
    }

    @AfterEach
    void close() {
        collector.close();
        exporter.close();
    }

    private static Span span(String name) {
        var context = new TraceContext(TraceParent.root(true), "a=1");
        return new Span(context, null, Span.Kind.SERVER, name, 1_000, 2_000, Map.of("n", 5, "error.type", "x"));
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            exporter.add(span("n"));
        }
    }

    @Test
    void writesSpansAsTheProtocolHasThem() {
        exporter.start(new OtlpClient(collector.target()), NEVER);
        exporter.add(span("GET /items/{id}"));

        exporter.close();

        JsonNode request = collector.requests().get(0);
        JsonNode span = collector.spans().get(0);
        assertThat(request.at("/resourceSpans/0/resource/attributes").toString())
                .contains("{\"key\":\"service.namespace\",\"value\":{\"stringValue\":\"shop\"}}")
                .contains("{\"key\":\"service.name\",\"value\":{\"stringValue\":\"sluice\"}}");
        assertThat(span.path("traceId").asText()).matches("[0-9a-f]{32}");
        assertThat(span.path("spanId").asText()).matches("[0-9a-f]{16}");
        assertThat(span.has("parentSpanId")).isFalse();
        assertThat(span.path("traceState").asText()).isEqualTo("a=1");
        assertThat(span.path("name").asText()).isEqualTo("GET /items/{id}");
        assertThat(span.path("kind").asInt()).isEqualTo(2);
        assertThat(span.path("startTimeUnixNano").asText()).isEqualTo("1000");
        assertThat(span.path("endTimeUnixNano").asText()).isEqualTo("2000");
        assertThat(span.path("attributes").toString())
                .contains("{\"key\":\"n\",\"value\":{\"intValue\":\"5\"}}")
                .contains("{\"key\":\"error.type\",\"value\":{\"stringValue\":\"x\"}}");
        assertThat(span.at("/status/code").asInt()).isEqualTo(2);
    }

    @Test
    void sendsABatchAsSoonAsItIsFull() {
        exporter.start(new OtlpClient(collector.target()), NEVER);

        add(BATCH);

        await().until(() -> collector.spans().size() == BATCH);
        assertThat(collector.requests()).hasSize(1);
    }

    @Test
    void sendsWhatThereIsAtIntervals() {
        exporter.start(new OtlpClient(collector.target()), Duration.ofMillis(50));

        add(1);
        await().until(() -> collector.spans().size() == 1);
        add(2);
        await().until(() -> collector.spans().size() == 3);
    }

    @Test
    void keepsWhatComesBeforeItIsStarted() {
        add(3);
        exporter.start(collector.target());

        exporter.close();

        assertThat(collector.spans()).hasSize(3);
        assertThat(exporter.dropped()).isZero();
    }

    @Test
    void dropsAndCountsWhatTheCollectorDoesNotTakeAndGoesOn() {
        collector.answer(503);
        exporter.start(new OtlpClient(collector.target()), NEVER);
        add(BATCH);
        await().until(() -> exporter.dropped() == BATCH);

        collector.answer(200);
        add(BATCH);

        await().until(() -> collector.spans().size() == 2 * BATCH);
        assertThat(exporter.dropped()).isEqualTo(BATCH);
    }

    @Test
    void dropsAndCountsWhatThereIsNoRoomFor() {
        add(ROOM + 7);

        assertThat(exporter.dropped()).isEqualTo(7);
        exporter.close();
        assertThat(exporter.dropped()).isEqualTo(ROOM + 7);
        add(1);
        assertThat(exporter.dropped()).isEqualTo(ROOM + 8);
    }

    @Test
    void closesInBoundedTimeWhenTheCollectorIsSilent() {
        collector.fallSilent();
        exporter.start(new OtlpClient(collector.target()), NEVER);
        add(BATCH + 1);
        await().until(() -> !collector.requests().isEmpty());

        exporter.close(); // the test's time-out is the bound

        await().until(() -> exporter.dropped() == BATCH + 1);
    }

    @Test
    void refusesATargetThatIsNoHttp() {
        var target = new OtlpTarget("otlp", OtlpTarget.TRACES, URI.create("ftp://h/"), NEVER, null, null);

        assertThatThrownBy(() -> exporter.start(target)).isInstanceOf(IllegalArgumentException.class);
    }
}
