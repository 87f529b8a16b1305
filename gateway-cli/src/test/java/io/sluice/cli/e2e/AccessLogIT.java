package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static io.sluice.cli.e2e.GatewayYaml.produce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.TestGateway;
import io.sluice.cli.e2e.Client.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is logged of real requests, and where a configuration has its metrics read. */
@ExtendWith(WatchIoThreads.class)
@Timeout(90)
class AccessLogIT {
    private static final TestKafka KAFKA = TestKafka.shared();

    private static final String WARM_UP = "warm-up";

    @TempDir
    private Path folder;

    /** The lines so far, but for those of warming up. */
    private static List<JsonNode> lines(Path file) {
        var json = new ObjectMapper();
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> {
                        try {
                            return json.readTree(line);
                        } catch (IOException e) {
                            throw new UncheckedIOException(line, e);
                        }
                    })
                    .filter(line -> !line.path("target").asText().contains(WARM_UP))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> lines(Path file, int count) {
        await().untilAsserted(() -> assertThat(lines(file)).hasSize(count));
        return lines(file);
    }

    private static void ready(TestGateway gateway) {
        var admin = new Client(gateway.admin());
        await().until(() -> admin.get("/readyz").status() == 200);
    }

    @Test
    void hasALineForEachRequestAndNoCredentials() throws IOException {
        String items = KAFKA.compacted("log-items", 1);
        KAFKA.put(items, "a", "0123456789");
        Path log = folder.resolve("access.log");
        try (var issuer = new Issuer();
                var gateway = TestGateway.start(
                        GatewayYaml.of(
                                        fetch("/items/{id}", items, "filters: [{key: '${params.id}'}]"),
                                        produce("/writes/{id}", items, "key: '${params.id}'"),
                                        """
                                        - when: [{method: GET, path: /secret}]
                                          guarded: {jwt: [read]}
                                          exit: cache_client
                                          with: {capability: fetch, topic: %s, merge: {content-type: application/json}}
                                        """.formatted(items))
                                .http("access-log: json\nlimits: {waits: 0}\nauthorization: {jwt: {credentials:"
                                        + " {query: {key: '{credentials}'}}}}")
                                .guards("""
                                        jwt:
                                          type: jwt
                                          options: {issuer: "%s", audience: "%s"}
                                        """.formatted(issuer.url(), Issuer.AUDIENCE))
                                .text(),
                        KAFKA.bootstrap(),
                        log)) {
            ready(gateway);
            var client = new Client(gateway.uri());
            await().until(() -> client.get("/secret?key=x&" + WARM_UP).status() == 401); // the issuer's keys are there
            Answer found = client.get("/items/a?x=y", "x-request-id", "mine-1");
            client.put("/writes/b", "12345");
            Answer missing = client.get("/items/none");
            client.get("/nowhere");
            Answer refused = client.get("/secret?key=s3cret&a=b");
            client.get("/items/c", "prefer", "wait=9");
            String tooLong = "/items/x?" + "p".repeat(40_000) + "&key=s3cret";
            try (RawConnection raw = client.raw()) {
                raw.request("GET", tooLong);
                assertThat(raw.read().status()).isEqualTo(414);
            }

            List<JsonNode> lines = lines(log, 7);

            assertThat(found.field("x-request-id")).isEqualTo("mine-1");
            assertThat(lines)
                    .extracting(line -> line.path("status").asInt())
                    .containsExactly(200, 204, 404, 404, 401, 503, 414);
            JsonNode first = lines.get(0);
            assertThat(first.path("requestId").asText()).isEqualTo("mine-1");
            assertThat(first.path("target").asText()).isEqualTo("/items/a?x=y");
            assertThat(first.path("route").asText()).isEqualTo("http_kafka.routes[0]");
            assertThat(first.path("path").asText()).isEqualTo("/items/{id}");
            assertThat(first.path("responseBytes").asLong()).isEqualTo(10);
            assertThat(first.path("listener").asText()).isEqualTo("test.http_server");
            assertThat(first.path("peer").asText()).isEqualTo("127.0.0.1");
            assertThat(first.path("outcome").asText()).isEqualTo("complete");
            assertThat(lines.get(1).path("requestBytes").asLong()).isEqualTo(5);
            assertThat(lines.get(2).path("requestId").asText()).isEqualTo(missing.field("x-request-id"));
            assertThat(missing.body()).contains("urn:sluice:request:" + missing.field("x-request-id"));
            assertThat(lines.get(3).path("route").asText()).isEqualTo("none");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(lines.get(4).path("problem").asText()).isEqualTo("unauthenticated");
            assertThat(Files.readString(log)).doesNotContain("s3cret");
        }
    }

    @Test
    void hasALineForAClientThatLeaves() throws IOException {
        String items = KAFKA.compacted("log-waited", 1);
        Path log = folder.resolve("access.log");
        try (var gateway = TestGateway.start(
                GatewayYaml.of(fetch("/items/{id}", items, "filters: [{key: '${params.id}'}]"))
                        .http("access-log: json")
                        .text(),
                KAFKA.bootstrap(),
                log)) {
            ready(gateway);
            var client = new Client(gateway.uri());
            try (RawConnection leaving = client.raw()) {
                leaving.request("GET", "/items/a", "prefer: wait=50");
                var admin = new Client(gateway.admin());
                await().until(() -> Scrape.of(admin.get("/metrics").body()).sum("sluice_waiting_requests") == 1);
            }

            JsonNode line = lines(log, 1).get(0);

            assertThat(line.path("outcome").asText()).isEqualTo("aborted");
            assertThat(line.has("status")).isFalse();
        }
    }

    @Test
    void metricsAreReadWhereTheConfigurationSays() throws IOException {
        String items = KAFKA.compacted("exported", 1);
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String yaml = GatewayYaml.of(fetch("/items/{id}", items, "filters: [{key: '${params.id}'}]"))
                        .text()
                + """
                telemetry:
                  attributes: {service.namespace: shop}
                  metrics: [http.duration]
                  exporters:
                    prometheus:
                      type: prometheus
                      options: {endpoints: [{scheme: http, port: %d, path: /prom}]}
                """.formatted(port);
        try (var gateway = TestGateway.start(yaml, KAFKA.bootstrap())) {
            ready(gateway);
            assertThat(new Client(gateway.uri()).get("/items/a").status()).isEqualTo(404);
            var reader = new Client(URI.create("http://127.0.0.1:" + port));
            await().untilAsserted(() -> assertThat(Scrape.of(reader.get("/prom").body())
                            .sum("http_duration_seconds_count", "service_namespace=\"shop\"", "namespace=\"test\""))
                    .isEqualTo(1));

            assertThat(reader.get("/prom").body()).doesNotContain("http_request_size");
            assertThat(reader.get("/metrics").status()).isEqualTo(404);
        }
    }
}
