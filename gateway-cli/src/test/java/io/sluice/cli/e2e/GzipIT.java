package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.TestGateway;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lists for clients that take gzip. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class GzipIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final int ITEMS = 1_000;
    private static String items = "";
    private static TestGateway gateway;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        items = KAFKA.compacted("items", 3);
        for (int i = 0; i < ITEMS; i++) {
            KAFKA.put(items, "k" + i, "{\"number\":" + i + ",\"text\":\"the same in every item\"}");
        }
        var yaml = GatewayYaml.of(
                fetch("/items", items, "merge:\n  content-type: application/json"),
                fetch("/items/{id}", items, "filters:\n- key: ${params.id}"));
        gateway = TestGateway.start(yaml.text(), KAFKA.bootstrap());
        var client = new Client(gateway.uri());
        await().until(() -> client.get("/items/k1").status() == 200);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void sendsTheSameListInGzipUnderATagOfItsOwn() throws Exception {
        var plain = get("/items");

        var gzip = get("/items", "accept-encoding", "br, gzip;q=0.8");

        assertThat(gzip.headers().firstValue("content-encoding")).hasValue("gzip");
        assertThat(gunzip(gzip.body())).isEqualTo(new String(plain.body(), StandardCharsets.UTF_8));
        assertThat(gzip.body().length).isLessThan(plain.body().length / 5);
        assertThat(etag(gzip)).isNotEqualTo(etag(plain)).endsWith("-gzip\"");
        assertThat(plain.headers().firstValue("vary")).hasValue("accept-encoding");
        assertThat(gzip.headers().firstValue("vary")).hasValue("accept-encoding");
    }

    @Test
    void knowsTheLengthOnceTheListHasBeenCompressed() throws Exception {
        get("/items", "accept-encoding", "gzip");

        var again = get("/items", "accept-encoding", "gzip");

        assertThat(again.headers().firstValueAsLong("content-length")).hasValue(again.body().length);
    }

    @Test
    void recognisesEitherTag() throws Exception {
        var plain = get("/items");
        var gzip = get("/items", "accept-encoding", "gzip");

        var known = get("/items", "accept-encoding", "gzip", "if-none-match", etag(gzip));
        var knownPlain = get("/items", "accept-encoding", "gzip", "if-none-match", etag(plain));

        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(etag(known)).isEqualTo(etag(gzip));
        assertThat(knownPlain.statusCode()).isEqualTo(304);
    }

    @Test
    void sendsSingleRecordsAsTheyAre() throws Exception {
        var item = get("/items/k1", "accept-encoding", "gzip");

        assertThat(item.headers().firstValue("content-encoding")).isEmpty();
    }

    private HttpResponse<byte[]> get(String path, String... fields) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(gateway.uri().resolve(path));
        if (fields.length > 0) {
            request.headers(fields);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String etag(HttpResponse<byte[]> response) {
        return response.headers().firstValue("etag").orElseThrow();
    }

    private static String gunzip(byte[] gzip) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
