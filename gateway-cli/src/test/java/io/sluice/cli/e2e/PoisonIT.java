package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.e2e.Client.Answer;
import io.sluice.cli.e2e.RawConnection.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records and requests that stop other gateways. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class PoisonIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static String items = "";
    private static String wide = "";
    private static Scene scene;

    private final String id = UUID.randomUUID().toString();
    private final String path = "/items/" + id;

    @BeforeAll
    static void start() {
        items = KAFKA.compacted("items", 1);
        wide = KAFKA.compacted("wide", 100);
        scene = Scene.open(GatewayYaml.of(
                fetch("/items/{id}", items, "filters:\n- key: ${params.id}"),
                fetch("/tags/{tag}", items, "filters:\n- headers: {tag: '${params.tag}'}"),
                fetch("/wide/{id}", wide, "filters:\n- key: ${params.id}"),
                fetch("/wide", wide, "merge:\n  content-type: application/json")));
        scene.ready("/items/none", "/wide/none");
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    private Answer written(String... headers) {
        KAFKA.put(items, id, "v", headers);
        return scene.eventually(path, "v");
    }

    @Test
    void servesARecordWhoseHeadersHaveNoValue() {
        Answer answer = written("content-type", null, "etag", null, "cache-control", null, "tag", null);

        assertThat(answer.optional("content-type")).isEmpty();
        assertThat(answer.etag()).doesNotContain("/");
        assertThat(scene.client().get("/tags/null").status()).isEqualTo(404);
    }

    @Test
    void servesARecordWhoseHeadersAreNotText() {
        var headers = new RecordHeaders();
        headers.add("content-type", new byte[] {(byte) 0xC3, 0x28});
        headers.add("etag", new byte[] {(byte) 0xFF});
        headers.add("tag", new byte[] {(byte) 0xFF});
        KAFKA.put(new ProducerRecord<>(items, null, TestKafka.bytes(id), TestKafka.bytes("v"), headers));

        Answer answer = scene.eventually(path, "v");

        assertThat(answer.optional("content-type")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nset-cookie: x=1", "a\nb", "a\rb", "a\u0000b", "\u007f"})
    void letsNoRecordSplitTheResponse(String hostile) throws IOException {
        written("content-type", hostile, "etag", hostile, "cache-control", hostile);

        try (var connection = scene.client().raw()) {
            Response response = connection.request("GET", path).read();

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.fields("set-cookie")).isEmpty();
            assertThat(response.fields("content-type")).isEmpty();
            assertThat(response.body()).isEqualTo("v");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"quoted\"", "W/\"weak\"", "with space", "über", "50%", "a,b", "\t", "*", ""})
    void makesAValidEtagOfAnyRecordEtag(String etag) {
        Answer answer = written("etag", etag);

        assertThat(answer.etag()).matches("\"[\\x21\\x23-\\x7e]*\"");
        assertThat(scene.client().get(path, "if-none-match", answer.etag()).status())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$0", "$1", "$x", "\\", "$%7Bparams.id%7D", "${params.id}", "..", "%00", "*", "{id}"})
    void readsAKeyAsItStandsInThePath(String segment) throws IOException {
        try (var connection = scene.client().raw()) {
            Response response = connection.request("GET", "/items/" + segment).read();

            assertThat(response.status()).isIn(400, 404);
        }
        assertThat(scene.client().get("/items/none").status()).isEqualTo(404);
    }

    @Test
    void answersATargetOfTwentyThousandBytes() {
        assertThat(scene.client().get("/items/" + "x".repeat(20_000)).status()).isEqualTo(404);
    }

    @Test
    void refusesATargetAboveTheLimit() throws IOException {
        try (var connection = scene.client().raw()) {
            Response response =
                    connection.request("GET", "/items/" + "x".repeat(40_000)).read();

            assertThat(response.status()).isIn(414, 431);
        }
    }

    @Test
    void namesAllOfAHundredPartitionsInTheEtagOfAList() {
        KAFKA.putTo(99, wide, "last", "1");
        KAFKA.putTo(42, wide, "middle", "2");
        long[] offsets = new long[100];
        Arrays.fill(offsets, -1);
        offsets[42] = 0;
        offsets[99] = 0;

        Answer list = scene.eventually("/wide", "[2,1]");

        assertThat(list.etag()).isEqualTo(Progress.etag(offsets));
        assertThat(scene.client().get("/wide", "if-none-match", list.etag()).status())
                .isEqualTo(304);
        assertThat(scene.client().get("/wide/last").body()).isEqualTo("1");
    }

    @Test
    void doesNotTakeBinaryValuesForText() {
        byte[] value = {0, (byte) 0xFF, 13, 10, 0};
        KAFKA.put(new ProducerRecord<>(items, null, TestKafka.bytes(id), value));

        Answer answer = scene.eventually(path, a -> a.status() == 200);

        assertThat(answer.body()).isEqualTo(new String(value, StandardCharsets.UTF_8));
        assertThat(answer.field("content-length")).isEqualTo("5");
    }

    @Test
    void servesOneTopicWhileAnotherIsMissing() {
        String missing = TestKafka.name("missing");
        try (Scene both = Scene.open(GatewayYaml.of(
                fetch("/items/{id}", items, "filters:\n- key: ${params.id}"),
                fetch("/missing/{id}", missing, "filters:\n- key: ${params.id}")))) {
            written();

            assertThat(both.eventually(path, "v").status()).isEqualTo(200);
            assertThat(both.eventually("/missing/1", a -> a.status() != 503).status())
                    .isEqualTo(502);
            KAFKA.create(missing, 1, Map.of());
            assertThat(both.eventually("/missing/1", a -> a.status() != 502 && a.status() != 503)
                            .status())
                    .isEqualTo(404);
        }
    }
}
