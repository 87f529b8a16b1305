package io.sluice.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.sluice.config.BindingName;
import io.sluice.config.Location;
import io.sluice.config.Text;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.observe.ClusterObserver;
import io.sluice.engine.spi.ClusterHealth;
import io.sluice.engine.spi.TopicHealth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MetricsTest {
    private static final BindingName LISTENER = new BindingName("example", "http_server");
    private static final String ITEM =
            "binding=\"http_server\",method=\"GET\",namespace=\"example\",path=\"/items/{id}\",route=\"proxy.routes[0]\"";

    private final Metrics metrics = new Metrics(Map.of("service.namespace", "shop"));

    @AfterEach
    void close() {
        metrics.close();
    }

    private String scrape() {
        return metrics.current().scrape("text/plain");
    }

    private static Set<HttpMetric> chosen(@Nullable List<String> binding, String... namespace) {
        return HttpMetric.chosen(texts(List.of(namespace)), binding == null ? null : texts(binding));
    }

    private static List<Text> texts(List<String> names) {
        return names.stream()
                .map(name -> new Text(name, new Location("zilla.yaml", 1, 1, "")))
                .toList();
    }

    @Test
    void measuresWhatBothTheNamespaceAndTheBindingName() {
        assertThat(chosen(null)).containsExactly(HttpMetric.values());
        assertThat(chosen(null, "http.duration", "stream.opens.received")).containsExactly(HttpMetric.DURATION);
        assertThat(chosen(List.of("http.re*"))).containsExactly(HttpMetric.REQUEST_SIZE, HttpMetric.RESPONSE_SIZE);
        assertThat(chosen(List.of("http.*"), "http.active.requests")).containsExactly(HttpMetric.ACTIVE_REQUESTS);
        assertThat(chosen(List.of(), "http.duration")).isEmpty();
    }

    @Test
    void leavesOutWhatIsNotChosenAndStillCountsRequests() {
        var observer = metrics.listener(LISTENER, Set.of(HttpMetric.DURATION));

        observer.ended(Exchanges.ok("GET", "/items/1"));
        observer.ended(Exchanges.ok("GET", "/items/2"));
        observer.ended(Exchanges.ok("GET", "/items/3").answer(0));
        observer.ended(Exchanges.problem("/x", ProblemType.NO_ROUTE));

        assertThat(scrape())
                .contains("http_duration_seconds_count{" + ITEM + ",service_namespace=\"shop\"} 3")
                .contains("http_duration_seconds_bucket{" + ITEM + ",service_namespace=\"shop\",le=\"0.001\"} 3")
                .contains("sluice_requests_total{"
                        + ITEM.replace(",path=", ",outcome=\"complete\",path=")
                        + ",service_namespace=\"shop\",status=\"200\"} 2")
                .contains("status=\"none\"} 1")
                .contains("problem=\"no-route\",service_namespace=\"shop\"} 1")
                .doesNotContain("http_request_size")
                .doesNotContain("http_active_requests");
    }

    @Test
    void methodsThatClientsMakeUpShareALabel() {
        var observer = metrics.listener(LISTENER, Set.of());

        observer.ended(Exchanges.ok("FOO", "/items/1"));
        observer.ended(Exchanges.ok("OTHER", "/items/1"));
        observer.ended(Exchanges.ok("get", "/items/1"));

        assertThat(scrape()).containsPattern("sluice_requests_total\\{.*method=\"other\".*} 3\\.0");
    }

    @Test
    void showsWhatRecordingsCount() {
        var recorded = new AtomicInteger(3);
        metrics.recordings(
                new BindingName("example", "all"),
                new RecordingFigures(
                        recorded::get, Map.of("queue-full", () -> 5L), () -> 2L, () -> 0L, () -> 7L, () -> 4096L));
        recorded.set(4);

        String of = "exporter=\"all\",namespace=\"example\"";
        assertThat(scrape())
                .contains("sluice_recordings_total{" + of + ",service_namespace=\"shop\"} 4")
                .contains("sluice_recordings_dropped_total{" + of
                        + ",reason=\"queue-full\",service_namespace=\"shop\"} 5")
                .contains("sluice_recordings_truncated_total{" + of + ",service_namespace=\"shop\"} 2")
                .contains("sluice_recording_errors_total{" + of + ",service_namespace=\"shop\"} 0")
                .contains("sluice_recording_queue_records{" + of + ",service_namespace=\"shop\"} 7")
                .contains("sluice_recording_queue_bytes{" + of + ",service_namespace=\"shop\"} 4096");
    }

    @Test
    void showsTheStateOfClustersAtEachReading() {
        var lag = new AtomicInteger(7);
        metrics.clusters(() -> List.of(new ClusterHealth(
                "kafka",
                ClusterHealth.Connection.CONNECTED,
                25,
                100,
                3,
                List.of(
                        topic("items", true, lag.get()),
                        topic("a", false, 1),
                        topic("b", false, 2),
                        topic("new", true, TopicHealth.UNKNOWN)))));
        assertThat(scrape())
                .contains("sluice_queue_saturation{exit=\"kafka\",service_namespace=\"shop\"} 0.25")
                .contains(
                        "sluice_topic_lag_records{exit=\"kafka\",service_namespace=\"shop\",topic=\"items\",use=\"view\"} 7.0")
                .contains(
                        "sluice_topic_lag_records{exit=\"kafka\",service_namespace=\"shop\",topic=\"(by request)\",use=\"view\"} 3.0")
                .doesNotContain("topic=\"a\"")
                .doesNotContainPattern("lag_records\\{.*topic=\"new\"");

        lag.set(0);

        assertThat(scrape()).contains("topic=\"items\",use=\"view\"} 0.0");
    }

    private static TopicHealth topic(String name, boolean configured, long lag) {
        return new TopicHealth(name, TopicHealth.Use.VIEW, TopicHealth.State.READY, configured, 1, 2, 10, lag, 0);
    }

    @Test
    void pushesToACollectorAsItsJson() throws IOException {
        metrics.listener(LISTENER, Set.of(HttpMetric.values())).ended(Exchanges.ok("GET", "/items/1"));
        metrics.cluster("kafka").written("items", 2_000_000, ClusterObserver.Outcome.DELIVERED);
        Queue<JsonNode> received = new ConcurrentLinkedQueue<>();
        Queue<String> authorizations = new ConcurrentLinkedQueue<>();
        var collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var status = new AtomicInteger(503);
        collector.createContext("/otel/v1/metrics", exchange -> {
            authorizations.add(exchange.getRequestHeaders().getFirst("authorization"));
            received.add(new ObjectMapper().readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(status.getAndSet(200), -1);
            exchange.close();
        });
        collector.start();
        try {
            var uri = URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/otel/v1/metrics");
            var target = new OtlpTarget("otlp", "metrics", uri, Duration.ofMillis(200), "Bearer x", null);
            OtlpExporter.start(metrics, target, Map.of("service.namespace", "shop"));

            await().until(() -> received.size() >= 2); // it goes on after a refusal
        } finally {
            collector.stop(0);
        }

        assertThat(authorizations).containsOnly("Bearer x");
        JsonNode resource = received.remove().at("/resourceMetrics/0");
        assertThat(resource.at("/resource/attributes").toString())
                .contains("{\"key\":\"service.namespace\",\"value\":{\"stringValue\":\"shop\"}}")
                .contains("{\"key\":\"service.name\",\"value\":{\"stringValue\":\"sluice\"}}");
        JsonNode duration = metric(resource, "http.duration");
        JsonNode point = duration.at("/histogram/dataPoints/0");
        assertThat(duration.path("unit").asText()).isEqualTo("s");
        assertThat(duration.at("/histogram/aggregationTemporality").asInt()).isEqualTo(2);
        assertThat(point.path("count").asText()).isEqualTo("1");
        assertThat(point.path("sum").asDouble()).isEqualTo(0.001);
        assertThat(point.path("bucketCounts"))
                .hasSize(point.path("explicitBounds").size() + 1);
        assertThat(point.at("/explicitBounds/1").asDouble()).isEqualTo(0.001);
        assertThat(point.at("/bucketCounts/1").asText()).isEqualTo("1");
        assertThat(point.path("attributes").toString()).contains("/items/{id}").doesNotContain("service.namespace");
        JsonNode requests = metric(resource, "sluice.requests");
        assertThat(requests.at("/sum/isMonotonic").asBoolean()).isTrue();
        assertThat(requests.at("/sum/dataPoints/0/asDouble").asDouble()).isEqualTo(1);
        assertThat(metric(resource, "jvm.memory.used")
                        .at("/gauge/dataPoints/0/asDouble")
                        .asDouble())
                .isPositive();
    }

    private static JsonNode metric(JsonNode resource, String name) {
        for (JsonNode metric : resource.at("/scopeMetrics/0/metrics")) {
            if (metric.path("name").asText().equals(name)) {
                return metric;
            }
        }
        throw new AssertionError("no " + name + " in " + resource);
    }
}
