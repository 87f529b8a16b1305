package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static io.sluice.cli.e2e.GatewayYaml.produce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.TestGateway;
import io.sluice.cli.e2e.Client.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded of real requests, read back by {@link StrictExchange}, which knows nothing of the recorder. */
@ExtendWith(WatchIoThreads.class)
@Timeout(90)
class RecorderIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final int LIMIT = 300;
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final String items = KAFKA.compacted("recorded-items", 1);
    private final String recorded = KAFKA.plain("recordings", 1);

    @TempDir
    private Path folder;

    private GatewayYaml routes() {
        return GatewayYaml.of(
                fetch("/items/{id}", items, "filters: [{key: '${params.id}'}]"),
                fetch("/items", items, "merge: {content-type: application/json}"),
                produce("/items/{id}", items, "key: '${params.id}'"));
    }

    private static TestGateway gateway(GatewayYaml yaml, String bindings, String exporters) {
        String text = yaml.text();
        int end = text.indexOf("guards:");
        String head = end < 0 ? text : text.substring(0, end);
        String rest = end < 0 ? "" : text.substring(end);
        return TestGateway.start(
                head + bindings.indent(2) + rest + "telemetry:\n  exporters:\n" + exporters.indent(4),
                KAFKA.bootstrap());
    }

    private static void ready(TestGateway gateway) {
        var admin = new Client(gateway.admin());
        await().until(() -> admin.get("/readyz").status() == 200);
    }

    private List<ConsumerRecord<byte[], byte[]>> records(int count) {
        await().untilAsserted(() -> assertThat(KAFKA.records(recorded)).hasSizeGreaterThanOrEqualTo(count));
        return KAFKA.records(recorded);
    }

    private static StrictExchange only(List<StrictExchange> all, String line) {
        List<StrictExchange> found =
                all.stream().filter(exchange -> exchange.line().equals(line)).toList();
        assertThat(found).as(line).hasSize(1);
        return found.get(0);
    }

    private List<String> lines() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(file -> {
                        assertThat(file.getFileName().toString()).endsWith("-recordings.jsonl");
                        return read(file).stream();
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void recordsWhateverBecomesOfRequests() throws Exception {
        String exporters = """
                recordings:
                  type: http-types
                  options:
                    sink: {type: kafka, exit: cache_client, topic: %s}
                    bodies: {limit: %d}
                    exclude: [{path: "/items/warm-up"}]
                    redact: {json: ["$.inner.code"], query: [pin]}
                files:
                  type: http-types
                  options:
                    bindings: [http_server]
                    sink: {type: file, directory: %s}
                    bodies: {record: errors}
                    include: [{status: 4xx}]
                """.formatted(recorded, LIMIT, folder);
        KAFKA.put(items, "a", "{\"name\":\"a\"}", "zilla:content-type", "application/json");
        KAFKA.put(items, "long", "\"" + "x".repeat(2 * LIMIT) + "\"");
        long before = System.currentTimeMillis();
        try (var gateway = gateway(routes(), "", exporters)) {
            ready(gateway);
            var client = new Client(gateway.uri());
            Answer found = client.get(
                    "/items/a?pin=1234&api_key=k3y",
                    "authorization",
                    "Bearer s3cret",
                    "cookie",
                    "sid=s3cret",
                    "traceparent",
                    TRACE,
                    "x-request-id",
                    "mine-1");
            client.get("/items/a?same", "if-none-match", found.etag());
            client.get("/items/none");
            client.put(
                    "/items/b?new",
                    "{\"password\":\"hunter2\",\"inner\":{\"code\":77},\"n\":1}",
                    "content-type",
                    "application/json");
            client.send("POST", "/nowhere", "lost");
            CompletableFuture<Answer> waiting = client.getting("/items/c", "prefer", "wait=30");
            client.put("/items/c?awaited", "\"news\"");
            assertThat(waiting.join().status()).isEqualTo(200);
            client.get("/items");
            overHttp2(gateway.uri().resolve("/items/a?h2"));
            try (RawConnection raw = client.raw()) {
                raw.request("GET", "/items/left", "prefer: wait=30");
                await().until(() -> scrape(gateway).sum("sluice_waiting_requests") == 1);
            }
            await().until(() -> scrape(gateway).sum("sluice_recordings_total", "exporter=\"recordings\"") == 10);

            List<ConsumerRecord<byte[], byte[]>> records = records(10);

            List<StrictExchange> all = records.stream().map(StrictExchange::of).toList();
            StrictExchange first = only(all, "get /items/a?pin=***&api_key=***");
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.body()).isEqualTo("{\"name\":\"a\"}");
            assertThat(first.sent("authorization")).isEqualTo("Bearer ***");
            assertThat(first.sent("cookie")).isEqualTo("sid=***");
            assertThat(first.answered("etag")).isEqualTo(found.etag());
            assertThat(first.request().path("host").asText()).isEqualTo("127.0.0.1:" + client.port());
            assertThat(first.meta().path("routePath").asText()).isEqualTo("/items/{id}");
            ConsumerRecord<byte[], byte[]> record = Objects.requireNonNull(records.get(all.indexOf(first)));
            assertThat(TestKafka.text(record.key())).isEqualTo("127.0.0.1:" + client.port());
            assertThat(record.timestamp()).isBetween(before, System.currentTimeMillis());
            assertThat(TestKafka.header(record, "x-request-id")).isEqualTo("mine-1");
            assertThat(TestKafka.header(record, "traceparent")).startsWith("00-0af7651916cd43dd8448eb211c80319c-");

            StrictExchange same = only(all, "get /items/a?same");
            assertThat(same.status()).isEqualTo(304);
            assertThat(same.body()).isEmpty();
            assertThat(only(all, "get /items/none").status()).isEqualTo(404);
            assertThat(only(all, "put /items/b?new").request().path("body").asText())
                    .isEqualTo("{\"password\":\"***\",\"inner\":{\"code\":\"***\"},\"n\":1}");
            StrictExchange nowhere = only(all, "post /nowhere");
            assertThat(nowhere.status()).isEqualTo(404);
            assertThat(nowhere.body()).contains("\"status\":404");
            assertThat(nowhere.meta().path("problem").asText()).isNotEmpty();
            assertThat(nowhere.meta().path("omitted").toString()).contains("request.body");
            assertThat(only(all, "get /items/c").body()).isEqualTo("\"news\"");
            StrictExchange list = only(all, "get /items");
            assertThat(list.body()).hasSize(LIMIT).startsWith("[");
            assertThat(list.meta().path("truncated").toString()).isEqualTo("[\"response.body\"]");
            assertThat(list.meta().path("responseBytes").asInt()).isGreaterThan(2 * LIMIT);
            StrictExchange http2 = only(all, "get /items/a?h2");
            assertThat(http2.meta().path("httpVersion").asText()).isEqualTo("HTTP/2.0");
            assertThat(http2.body()).isEqualTo("{\"name\":\"a\"}");
            StrictExchange left = only(all, "get /items/left");
            assertThat(left.status()).isEqualTo(499);
            assertThat(left.meta().path("outcome").asText()).isEqualTo("client-left");
            assertThat(records.toString()
                            + records.stream()
                                    .map(r -> TestKafka.text(r.value()))
                                    .toList())
                    .doesNotContain("s3cret")
                    .doesNotContain("k3y")
                    .doesNotContain("1234")
                    .doesNotContain("hunter2");
            assertThat(scrape(gateway).sum("sluice_recordings_truncated_total", "exporter=\"recordings\""))
                    .isPositive();
            assertThat(scrape(gateway).sum("sluice_dropped_total", "reason=\"recording\""))
                    .isZero();
        }
        assertThat(lines().stream().map(StrictExchange::of).map(StrictExchange::status))
                .as("in files, when the gateway has ended")
                .containsExactlyInAnyOrder(404, 404, 499);
    }

    private static Scrape scrape(TestGateway gateway) {
        return Scrape.of(new Client(gateway.admin()).get("/metrics").body());
    }

    private static void overHttp2(URI uri) throws Exception {
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }

    @Test
    void servesOnAndCountsWhatIsLostWhileItsClusterIsAway() {
        KAFKA.put(items, "a", "1");
        try (var gateway = gateway(
                routes(), "away: {type: kafka, kind: client, options: {servers: ['127.0.0.1:1']}}", """
                recordings:
                  type: http-types
                  options:
                    sink: {type: kafka, exit: away, topic: %s}
                    queue: {records: 1}
                """.formatted(
                                recorded))) {
            ready(gateway);
            var client = new Client(gateway.uri());

            for (int i = 0; i < 50; i++) {
                assertThat(client.get("/items/a").body()).isEqualTo("1");
            }

            await().until(() ->
                    scrape(gateway).sum("sluice_recordings_dropped_total", "exporter=\"recordings\"", "reason=\"sink\"")
                            > 0);
            Scrape metrics = scrape(gateway);
            assertThat(metrics.sum("sluice_recordings_dropped_total", "reason=\"queue-full\""))
                    .isPositive();
            assertThat(metrics.sum("sluice_dropped_total", "reason=\"recording\""))
                    .isGreaterThan(1);
            assertThat(metrics.sum("sluice_recordings_total")).isZero();
            assertThat(metrics.sum("sluice_recording_queue_records")).isLessThanOrEqualTo(1);
        }
        assertThat(KAFKA.records(recorded)).isEmpty();
    }
}
