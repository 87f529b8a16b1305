package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static io.sluice.cli.e2e.GatewayYaml.produce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.TestGateway;
import io.sluice.cli.e2e.Client.Answer;
import io.sluice.cli.e2e.SpanCollector.Span;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Traces through the gateway: what is handed on, and the spans that it adds. */
@ExtendWith(WatchIoThreads.class)
@Timeout(120)
class TracingIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SENDER = "00f067aa0ba902b7";
    private static final String SAMPLED = "00-" + TRACE + '-' + SENDER + "-01";
    private static final String UNSAMPLED = "00-" + TRACE + '-' + SENDER + "-00";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static String items = "";
    private static String requests = "";
    private static GatewayYaml yaml = GatewayYaml.of();
    private static Service service;
    private static Scene plain;

    private final String id = UUID.randomUUID().toString();

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        items = KAFKA.compacted("t-items", 1);
        requests = KAFKA.plain("t-requests", 1);
        String replies = KAFKA.plain("t-replies", 1);
        yaml = GatewayYaml.of(
                fetch("/items/{id}", items, "filters: [{key: '${params.id}'}]"),
                produce("/items/{id}", items, "key: '${params.id}'"),
                produce("/own/{id}", items, "key: '${params.id}'\noverrides: {traceparent: mine}"),
                produce("/orders/{id}", requests, "key: '${params.id}'\nreply-to: " + replies),
                produce("/missing/{id}", TestKafka.name("missing"), "key: '${params.id}'"));
        service = Service.replying(
                KAFKA,
                requests,
                record -> Service.Reply.of("done", "traceparent", TestKafka.header(record, "traceparent")));
        plain = Scene.open(yaml).ready("/items/none");
    }

    @AfterAll
    static void stop() {
        plain.close();
        service.close();
    }

    private static String traced(String location, String options) {
        return yaml.text() + """
                telemetry:
                  exporters:
                    otlp:
                      type: otlp
                      options:
                        signals: [traces]
                %s
                        endpoint: {protocol: http, location: "%s"}
                """.formatted(options.indent(8).stripTrailing(), location);
    }

    private static TestGateway gateway(SpanCollector collector, String options) {
        TestGateway gateway = TestGateway.start(traced(collector.location(), options), KAFKA.bootstrap());
        ready(gateway);
        return gateway;
    }

    private static void ready(TestGateway gateway) {
        var admin = new Client(gateway.admin());
        await().atMost(PATIENCE).until(() -> admin.get("/readyz").status() == 200);
    }

    private static ConsumerRecord<byte[], byte[]> only(String topic, String key) {
        var records = KAFKA.records(topic, key);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static List<String> trace(ConsumerRecord<byte[], byte[]> record) {
        return TestKafka.headers(record).stream()
                .filter(header -> header.startsWith("trace"))
                .toList();
    }

    @Test
    void handsOnTheSendersTraceWithoutSpansOfItsOwn() {
        Client client = plain.client();

        client.put("/items/" + id, "v", "traceparent", SAMPLED, "tracestate", "a=1", "x-other", "x");
        Answer answer = client.post("/orders/" + id, "v", "traceparent", UNSAMPLED, "tracestate", "a=1,b=2");

        assertThat(TestKafka.headers(only(items, id))).containsExactly("traceparent: " + SAMPLED, "tracestate: a=1");
        assertThat(trace(only(requests, id))).containsExactly("traceparent: " + UNSAMPLED, "tracestate: a=1,b=2");
        assertThat(answer.fields("traceparent")).containsExactly(UNSAMPLED);
    }

    @Test
    void handsOnNoInvalidTraceAndLeavesOverridesAlone() {
        Client client = plain.client();

        client.put("/items/" + id, "v", "traceparent", SAMPLED + '0', "tracestate", "a=1");
        client.put("/own/" + id + "-own", "v", "traceparent", SAMPLED, "tracestate", "a=1");

        assertThat(TestKafka.headers(only(items, id))).isEmpty();
        assertThat(TestKafka.headers(only(items, id + "-own"))).containsExactly("traceparent: mine");
    }

    @Test
    void aRetryInAnotherTraceIsAReplay() {
        Client client = plain.client();
        String key = UUID.randomUUID().toString();

        client.post("/orders/" + id, "v", "idempotency-key", key, "traceparent", SAMPLED);
        Answer again = client.post("/orders/" + id, "v", "idempotency-key", key, "traceparent", UNSAMPLED);

        assertThat(again.field("traceparent")).isEqualTo(SAMPLED);
        assertThat(KAFKA.records(requests, id)).hasSize(1);
    }

    @Test
    void spansOfARequestHangBelowTheSendersAndConsumersBelowTheirs() {
        try (var collector = new SpanCollector()) {
            Answer answer;
            try (var gateway = gateway(collector, "")) {
                var client = new Client(gateway.uri());
                client.put("/items/" + id, "v", "traceparent", SAMPLED, "tracestate", "a=1");
                answer = client.post("/orders/" + id, "v");
            } // sends what there is

            List<Span> oneWay = collector.of("/items/" + id);
            Span server = SpanCollector.only(oneWay, "PUT /items/{id}");
            Span write = SpanCollector.only(oneWay, "send " + items);
            assertThat(server.trace()).isEqualTo(TRACE);
            assertThat(server.parent()).isEqualTo(SENDER);
            assertThat(server.attribute("http.response.status_code")).isEqualTo("204");
            assertThat(write.trace()).isEqualTo(TRACE);
            assertThat(write.parent()).isEqualTo(server.id());
            assertThat(write.attribute("sluice.outcome")).isEqualTo("delivered");
            assertThat(trace(only(items, id)))
                    .containsExactly("traceparent: 00-" + TRACE + '-' + write.id() + "-01", "tracestate: a=1");

            List<Span> correlated = collector.of("/orders/" + id);
            Span root = SpanCollector.only(correlated, "POST /orders/{id}");
            Span request = SpanCollector.only(correlated, "send " + requests);
            assertThat(root.parent()).isEmpty();
            assertThat(request.parent()).isEqualTo(root.id());
            assertThat(answer.field("traceparent")).isEqualTo("00-" + root.trace() + '-' + request.id() + "-01");
        }
    }

    @Test
    void aLongPollIsWithinItsSpan() {
        try (var collector = new SpanCollector()) {
            long parked;
            try (var gateway = gateway(collector, "")) {
                var client = new Client(gateway.uri());
                var admin = new Client(gateway.admin());
                CompletableFuture<Answer> polling = client.getting("/items/" + id, "prefer", "wait=30");
                await().until(() -> Scrape.of(admin.get("/metrics").body()).sum("sluice_waiting_requests") == 1);
                long seen = System.nanoTime();
                admin.get("/metrics"); // whatever takes a while
                parked = System.nanoTime() - seen;
                KAFKA.put(items, id, "v");
                assertThat(polling.join().body()).isEqualTo("v");
            }

            Span span = SpanCollector.only(collector.of("/items/" + id), "GET /items/{id}");
            assertThat(span.attribute("http.response.status_code")).isEqualTo("200");
            assertThat(span.nanos()).isGreaterThan(parked);
        }
    }

    @Test
    void failuresAreErrors() {
        try (var collector = new SpanCollector()) {
            try (var gateway = gateway(collector, "")) {
                assertThat(new Client(gateway.uri()).put("/missing/" + id, "v").status())
                        .isEqualTo(502);
            }

            List<Span> spans = collector.of("/missing/" + id);
            assertThat(spans)
                    .hasSize(2)
                    .allSatisfy(span ->
                            assertThat(span.json().at("/status/code").asInt()).isEqualTo(2));
            assertThat(spans)
                    .extracting(span -> span.attribute("error.type"))
                    .containsExactlyInAnyOrder("502", "refused");
        }
    }

    @Test
    void whatIsNotSampledIsHandedOnAndNotRecorded() {
        try (var collector = new SpanCollector()) {
            try (var gateway = gateway(collector, "sampling: 0")) {
                var client = new Client(gateway.uri());
                client.put("/items/" + id + "-root", "v");
                client.put("/items/" + id + "-off", "v", "traceparent", UNSAMPLED);
                client.put("/items/" + id + "-on", "v", "traceparent", SAMPLED);
            }

            assertThat(collector.of("/items/" + id + "-root")).isEmpty();
            assertThat(collector.of("/items/" + id + "-off")).isEmpty();
            assertThat(collector.of("/items/" + id + "-on")).hasSize(2);
            assertThat(trace(only(items, id + "-root")))
                    .singleElement()
                    .asString()
                    .endsWith("-00");
            assertThat(trace(only(items, id + "-off"))).containsExactly("traceparent: " + UNSAMPLED);
        }
    }

    @Test
    void aCollectorThatIsDownHarmsNoRequestAndWhatItMissesIsCounted() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (var gateway = TestGateway.start(traced("http://127.0.0.1:" + port, ""), KAFKA.bootstrap())) {
            ready(gateway);
            var client = new Client(gateway.uri());
            var admin = new Client(gateway.admin());

            for (int i = 0; i < 300; i++) {
                assertThat(client.put("/items/" + id, "v").status()).isEqualTo(204);
            }

            await().atMost(PATIENCE)
                    .until(() -> Scrape.of(admin.get("/metrics").body()).sum("sluice_dropped_total", "reason=\"span\"")
                            == 600);
        }
    }

    @Test
    void theAccessLogNamesTheTrace() throws IOException {
        Path log = folder.resolve("access.log");
        String logged = GatewayYaml.of(fetch("/items/{id}", items, "filters: [{key: '${params.id}'}]"))
                .http("access-log: json")
                .text();
        try (var gateway = TestGateway.start(logged, KAFKA.bootstrap(), log)) {
            ready(gateway);
            new Client(gateway.uri()).get("/items/" + id, "traceparent", SAMPLED);
        }

        assertThat(new ObjectMapper()
                        .readTree(Files.readAllLines(log).get(0))
                        .path("traceId")
                        .asText())
                .isEqualTo(TRACE);
    }
}
