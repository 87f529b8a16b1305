package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static io.sluice.cli.e2e.GatewayYaml.produce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.TestGateway;
import io.sluice.cli.e2e.Client.Answer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real numbers after real requests. */
@ExtendWith(WatchIoThreads.class)
@Timeout(90)
class MetricsIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final String ITEM = "path=\"/items/{id}\"";
    private static String items = "";
    private static String requests = "";
    private static String replies = "";
    private static Issuer issuer;
    private static Service service;
    private static TestGateway gateway;
    private static Client client;
    private static Client admin;

    @BeforeAll
    static void start() {
        items = KAFKA.compacted("m-items", 1);
        requests = KAFKA.plain("m-requests", 1);
        replies = KAFKA.plain("m-replies", 1);
        issuer = new Issuer();
        KAFKA.put(items, "a", "0123456789");
        KAFKA.put(items, "big", "x".repeat(900_000));
        String yaml = GatewayYaml.of(
                        fetch("/items/{id}", items, "filters: [{key: '${params.id}'}]"),
                        produce("/writes/{id}", items, "key: '${params.id}'"),
                        produce("/any/{topic}", "'" + items + "-${params.topic}'", ""),
                        produce("/missing", TestKafka.name("missing"), ""),
                        produce("/requests", requests, "reply-to: " + replies),
                        """
                        - when: [{method: GET, path: /secret}]
                          guarded: {jwt: []}
                          exit: cache_client
                          with: {capability: fetch, topic: %s}
                        """.formatted(items))
                .http("limits: {waits: 1}\nauthorization: {jwt: {credentials: {headers: {authorization: 'Bearer"
                        + " {credentials}'}}}}")
                .guards("""
                        jwt:
                          type: jwt
                          options: {issuer: "%s", audience: "%s"}
                        """.formatted(issuer.url(), Issuer.AUDIENCE))
                .text();
        service = Service.replying(KAFKA, requests, record -> Service.Reply.of("done"));
        gateway = TestGateway.start(yaml, KAFKA.bootstrap());
        client = new Client(gateway.uri());
        admin = new Client(gateway.admin());
        await().untilAsserted(() ->
                assertThat(admin.get("/readyz").status()).as("ready").isEqualTo(200));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
        issuer.close();
    }

    private static Scrape scrape() {
        Answer answer = admin.get("/metrics");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("content-type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        return Scrape.of(answer.body());
    }

    /** A response is counted after its last byte has left, so the client may be faster. */
    private static void eventually(Consumer<Scrape> expectation) {
        await().untilAsserted(() -> expectation.accept(scrape()));
    }

    private static double requests(Scrape scrape, String... labels) {
        return scrape.sum("sluice_requests_total", labels);
    }

    @Test
    void countsAndMeasuresWhatIsServedByRouteAndNotByPath() {
        Scrape before = scrape();
        for (int i = 0; i < 3; i++) {
            assertThat(client.get("/items/a").status()).isEqualTo(200);
        }
        assertThat(client.send("HEAD", "/items/a", "").status()).isEqualTo(200);
        for (int i = 0; i < 20; i++) {
            assertThat(client.get("/items/none-" + i).status()).isEqualTo(404);
        }

        eventually(after -> {
            assertThat(requests(after, ITEM, "status=\"404\"") - requests(before, ITEM, "status=\"404\""))
                    .isEqualTo(20);
            assertThat(requests(after, ITEM, "method=\"GET\"", "status=\"200\"", "outcome=\"complete\"")
                            - requests(before, ITEM, "method=\"GET\"", "status=\"200\"", "outcome=\"complete\""))
                    .isEqualTo(3);
            assertThat(requests(after, ITEM, "method=\"HEAD\"")).isEqualTo(1);
            assertThat(after.sum("http_response_size_bytes_sum", ITEM, "method=\"HEAD\""))
                    .isZero();
            assertThat(after.sum("http_duration_seconds_bucket", ITEM, "method=\"HEAD\"", "le=\"60.0\""))
                    .isEqualTo(1);
            assertThat(after.series()).noneMatch(series -> series.contains("none-1"));
            assertThat(after.sum("sluice_problems_total", "problem=\"not-found\""))
                    .isGreaterThanOrEqualTo(20);
        });
    }

    @Test
    void countsTheBytesOfBodies() {
        String body = "v".repeat(1_000);
        assertThat(client.put("/writes/sized", body).status()).isEqualTo(204);

        eventually(after -> {
            assertThat(after.sum("http_request_size_bytes_sum", "path=\"/writes/{id}\"", "method=\"PUT\""))
                    .isEqualTo(1_000);
            assertThat(after.sum("sluice_produce_seconds_count", "topic=\"" + items + "\"", "outcome=\"delivered\""))
                    .isEqualTo(1);
        });
    }

    @Test
    void countsWhatMatchesNoRouteAndWhatIsNotAllowed() {
        assertThat(client.get("/nowhere").status()).isEqualTo(404);
        assertThat(client.get("/secret").status()).isEqualTo(401);
        assertThat(client.send("MADEUP", "/nowhere", "").status()).isEqualTo(404);

        eventually(after -> {
            assertThat(requests(after, "path=\"none\"", "method=\"GET\"", "status=\"404\""))
                    .isEqualTo(1);
            assertThat(requests(after, "path=\"none\"", "method=\"other\"")).isEqualTo(1);
            assertThat(requests(after, "path=\"none\"", "status=\"401\"")).isEqualTo(1);
            assertThat(after.sum("sluice_problems_total", "problem=\"unauthenticated\""))
                    .isEqualTo(1);
        });
    }

    @Test
    void showsWhoWaitsAndCountsWhoIsTurnedAwayOrLeaves() throws IOException {
        String topic = "topic=\"" + items + "\"";
        try (RawConnection leaving = client.raw()) {
            leaving.request("GET", "/items/waited", "prefer: wait=50");
            eventually(now -> {
                assertThat(now.sum("sluice_waiting_requests")).isEqualTo(1);
                assertThat(now.sum("sluice_topic_waiting_requests", topic, "use=\"view\""))
                        .isEqualTo(1);
                assertThat(now.sum("http_active_requests", "binding=\"http_server\""))
                        .isGreaterThanOrEqualTo(1);
                assertThat(now.sum("sluice_connections")).isGreaterThanOrEqualTo(1);
            });
            assertThat(client.get("/items/waited", "prefer", "wait=50").status())
                    .isEqualTo(503);
        }

        eventually(after -> {
            assertThat(requests(after, ITEM, "status=\"none\"", "outcome=\"aborted\""))
                    .isEqualTo(1);
            assertThat(after.sum("sluice_dropped_total", "reason=\"abandoned-request\""))
                    .isEqualTo(1);
            assertThat(requests(after, ITEM, "status=\"503\"")).isEqualTo(1);
            assertThat(after.sum("sluice_problems_total", "problem=\"overloaded\""))
                    .isEqualTo(1);
            assertThat(after.sum("sluice_waiting_requests")).isZero();
        });
        CompletableFuture<Answer> polling = client.getting("/items/later", "prefer", "wait=30");
        eventually(now -> assertThat(now.sum("sluice_waiting_requests")).isEqualTo(1));
        KAFKA.put(items, "later", "there");
        assertThat(polling.join().body()).isEqualTo("there");
        eventually(after -> assertThat(after.sum("sluice_waiting_requests")).isZero());
    }

    @Test
    void countsMalformedRequests() throws IOException {
        try (RawConnection smuggler =
                client.raw().request("POST", "/writes/a", "content-length: 4", "transfer-encoding: chunked")) {
            assertThat(smuggler.readHead().status()).isEqualTo(400);
        }

        eventually(after -> assertThat(after.sum("sluice_dropped_total", "reason=\"malformed-request\""))
                .isEqualTo(1));
    }

    @Test
    void showsTheClusterItsTopicsAndItsQueue() {
        eventually(now -> {
            String topic = "topic=\"" + items + "\"";
            assertThat(now.sum("sluice_cluster_connected", "exit=\"client\"")).isEqualTo(1);
            assertThat(now.sum("sluice_cluster_ready", "exit=\"client\"")).isEqualTo(1);
            assertThat(now.sum("sluice_topic_records", topic, "use=\"view\"")).isGreaterThanOrEqualTo(2);
            assertThat(now.sum("sluice_topic_bytes", topic)).isGreaterThan(900_000);
            assertThat(now.count("sluice_topic_lag_records{exit=\"client\",topic=\"" + items + "\""))
                    .isEqualTo(1);
            assertThat(now.sum("sluice_topic_ready", topic, "use=\"view\"")).isEqualTo(1);
            assertThat(now.sum("sluice_queue_limit_bytes", "exit=\"client\"")).isPositive();
            assertThat(now.sum("sluice_queue_saturation", "exit=\"client\"")).isBetween(0.0, 1.0);
            assertThat(now.count("jvm_memory_used_bytes")).isPositive();
            assertThat(now.count("jvm_threads_live_threads")).isPositive();
            assertThat(now.sum("process_uptime_seconds")).isPositive();
        });
    }

    @Test
    void measuresReplies() {
        assertThat(client.post("/requests", "{}").body()).isEqualTo("done");

        eventually(after -> {
            assertThat(after.sum("sluice_reply_seconds_count", "topic=\"" + replies + "\""))
                    .isEqualTo(1);
            assertThat(after.sum("sluice_produce_seconds_count", "topic=\"" + requests + "\""))
                    .isEqualTo(1);
            assertThat(after.sum("sluice_reply_store_bytes", "exit=\"client\"")).isPositive();
            assertThat(after.sum("sluice_topic_records", "topic=\"" + replies + "\"", "use=\"replies\""))
                    .isEqualTo(1);
        });
    }

    @Test
    void putsAllTopicsThatRequestsNameUnderOneLabel() {
        assertThat(client.post("/any/one", "{}").status()).isEqualTo(502);
        assertThat(client.post("/any/two", "{}").status()).isEqualTo(502);
        assertThat(client.post("/missing", "{}").status()).isEqualTo(502);

        eventually(after -> {
            assertThat(after.sum("sluice_produce_seconds_count", "topic=\"(by request)\"", "outcome=\"refused\""))
                    .isEqualTo(2);
            assertThat(requests(after, "path=\"/missing\"", "status=\"502\"")).isEqualTo(1);
        });
    }

    @Test
    void speaksOpenMetricsToWhoAsksForIt() {
        Answer answer = admin.get("/metrics", "accept", "application/openmetrics-text; version=1.0.0");

        assertThat(answer.field("content-type")).startsWith("application/openmetrics-text");
        assertThat(answer.body()).endsWith("# EOF\n");
        assertThat(admin.post("/metrics", "").status()).isEqualTo(405);
    }
}
