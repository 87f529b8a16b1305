package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static io.sluice.cli.e2e.GatewayYaml.produce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.e2e.Client.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests without a reply: 204 says that Kafka has the record. */
@ParameterizedClass(name = "{0} partitions")
@ValueSource(ints = {1, 3})
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class OneWayIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final int LIMIT = 200_000;
    private static String items = "";
    private static String commands = "";
    private static String missing = "";
    private static String small = "";
    private static Scene scene;

    @Parameter
    int partitions;

    private final String id = UUID.randomUUID().toString();
    private final String path = "/items/" + id;

    @BeforeParameterizedClassInvocation
    static void start(int partitions) {
        items = KAFKA.compacted("items", partitions);
        commands = KAFKA.plain("commands", partitions);
        missing = TestKafka.name("missing");
        small = KAFKA.create(TestKafka.name("small"), partitions, Map.of("max.message.bytes", "2000"));
        scene = Scene.open(GatewayYaml.of(
                        fetch("/items/{id}", items, "filters:\n- key: ${params.id}"),
                        fetch("/items", items, "merge:\n  content-type: application/json"),
                        produce("/items/{id}", items, "key: ${params.id}"),
                        produce("/unkeyed", items, ""),
                        produce("/posts", commands, "key: ${idempotencyKey}"),
                        produce("/none/{id}", commands, "acks: none\nkey: ${params.id}"),
                        produce("/leader/{id}", commands, "acks: leader_only\nkey: ${params.id}"),
                        produce("/all/{id}", commands, "acks: in_sync_replicas\nkey: ${params.id}"),
                        produce(
                                "/overridden/{id}",
                                commands,
                                "key: k-${params.id}-${params.id}\noverrides:\n  fixed: one\n  id: <${params.id}>\n  key: ${idempotencyKey}\n  content-type: text/overridden"),
                        produce("/missing/{id}", missing, "key: ${params.id}"),
                        produce("/small/{id}", small, "key: ${params.id}"),
                        produce("/topics/{topic}/{id}", "${params.topic}", "key: ${params.id}"))
                .http("limits: {body: " + LIMIT + "}"));
        scene.ready("/items/none");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        scene.close();
    }

    private static ConsumerRecord<byte[], byte[]> only(String topic, String key) {
        var records = KAFKA.records(topic, key);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "MKCOL"})
    void writesTheBodyUnderTheKey(String method) {
        Answer answer = scene.client()
                .send(method, path, "{\"a\":1}", "content-type", "application/json", "x-other", "1", "etag", "no");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.optional("content-length")).isEmpty();
        ConsumerRecord<byte[], byte[]> record = only(items, id);
        assertThat(TestKafka.text(record.value())).isEqualTo("{\"a\":1}");
        assertThat(TestKafka.headers(record)).containsExactly("content-type: application/json");
    }

    @Test
    void writesATombstoneForDelete() {
        scene.client().put(path, "v");

        Answer answer = scene.client().delete(path);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(scene.client().get(path).status()).isEqualTo(404);
        var records = KAFKA.records(items, id);
        assertThat(records).hasSize(2);
        assertThat(records.get(1).value()).isNull();
        assertThat(TestKafka.headers(records.get(1))).isEmpty();
    }

    @Test
    void writesATombstoneForDeleteWithABody() {
        assertThat(scene.client().send("DELETE", path, "ignored").status()).isEqualTo(204);

        assertThat(only(items, id).value()).isNull();
    }

    @Test
    void writesAnEmptyValueForAnEmptyBody() {
        assertThat(scene.client().put(path, "").status()).isEqualTo(204);

        assertThat(only(items, id).value()).isEmpty();
        assertThat(scene.client().get(path).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/none/", "/leader/", "/all/"})
    void writesWithEveryKindOfAcks(String prefix) {
        assertThat(scene.client().put(prefix + id, "v").status()).isEqualTo(204);

        await().until(() -> KAFKA.records(commands, id).size() == 1);
    }

    @Test
    void takesTheIdempotencyKeyForTheKey() {
        scene.client().post("/posts", "v", "idempotency-key", id);

        assertThat(TestKafka.headers(only(commands, id))).isEmpty();
    }

    @Test
    void makesUpAKeyWithoutAnIdempotencyKey() {
        scene.client().post("/posts", id);
        scene.client().post("/posts", id);

        List<String> keys = KAFKA.records(commands, record -> id.equals(TestKafka.text(record.value()))).stream()
                .map(record -> String.valueOf(TestKafka.text(record.key())))
                .toList();

        assertThat(keys)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(UUID.fromString(key)).hasToString(key));
    }

    @Test
    void appendsTheOverridesInOrder() {
        scene.client().put("/overridden/" + id, "v", "content-type", "text/plain", "idempotency-key", "k 1");

        ConsumerRecord<byte[], byte[]> record = only(commands, "k-" + id + '-' + id);
        assertThat(TestKafka.headers(record))
                .containsExactly(
                        "content-type: text/plain",
                        "fixed: one",
                        "id: <" + id + '>',
                        "key: k 1",
                        "content-type: text/overridden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$0", "$x", "\\1", "$%7Bparams.id%7D", "a%20b", "%C3%BC"})
    void takesAnyParameterAsItIs(String segment) {
        String body = UUID.randomUUID().toString();
        String encoded = segment.replace("\\", "%5C");

        assertThat(scene.client().put("/items/" + encoded, body).status()).isEqualTo(204);

        assertThat(scene.client().get("/items/" + encoded).body()).isEqualTo(body);
        String key = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        assertThat(KAFKA.records(items, key)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$0", "$1", "\\", "a/;%b c", "${params.id}", "~!@#"})
    void takesAnyPrintableIdempotencyKeyAsItIs(String start) {
        String key = start + id;

        assertThat(scene.client().post("/posts", "v", "idempotency-key", key).status())
                .isEqualTo(204);

        assertThat(KAFKA.records(commands, key)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256, 300, 5_000})
    void refusesIdempotencyKeysThatAreEmptyOrTooLong(int length) throws IOException {
        try (var connection = scene.client().raw()) {
            var answer = connection
                    .request("POST", "/posts", "content-length: 0", "idempotency-key: " + "k".repeat(length))
                    .read();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("idempotency-key");
        }
    }

    @Test
    void refusesIdempotencyKeysThatAreNotPrintableAscii() throws IOException {
        try (var connection = scene.client().raw()) {
            var answer = connection
                    .request("POST", "/posts", "content-length: 0", "idempotency-key: \u00fcber")
                    .read();

            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @Test
    void refusesTwoDifferentIdempotencyKeys() {
        Answer answer = scene.client().post("/posts", "v", "idempotency-key", "a", "idempotency-key", "b");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field("content-type")).isEqualTo("application/problem+json");
    }

    @Test
    void takesAChunkedBody() {
        byte[] body = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);

        Answer answer =
                scene.client().send("PUT", path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(only(items, id).value()).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "31700", "100000", "199999", "200000"})
    void takesABodyUpToTheLimit(int length) {
        byte[] body = new byte[length];
        Arrays.fill(body, (byte) 0xFE);

        Answer answer = scene.client().send("PUT", path, BodyPublishers.ofByteArray(body));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(only(items, id).value()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesABodyAboveTheLimitAndNamesIt(boolean chunked) {
        byte[] body = new byte[LIMIT + 1];

        Answer answer = scene.client()
                .send(
                        "PUT",
                        path,
                        chunked
                                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                                : BodyPublishers.ofByteArray(body));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("body-too-large", Integer.toString(LIMIT));
        assertThat(KAFKA.records(items, id)).isEmpty();
    }

    @Test
    void refusesARecordThatTheTopicHasNoRoomFor() {
        Answer answer = scene.client().put("/small/" + id, "x".repeat(10_000));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("record-too-large");
        assertThat(scene.client().put("/small/" + id, "x").status()).isEqualTo(204);
    }

    @Test
    void writesNothingOfARequestThatEndsEarly() throws IOException {
        try (var connection = scene.client().raw()) {
            connection.send("PUT " + path + " HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nhalf");
        }
        try (var connection = scene.client().raw()) {
            connection.send("PUT " + path + " HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n");
        }

        assertThat(scene.client().put(path, "whole").status()).isEqualTo(204);

        assertThat(TestKafka.text(only(items, id).value())).isEqualTo("whole");
    }

    @Test
    void refusesARecordWithoutKeyForACompactedTopic() {
        Answer answer = scene.client().post("/unkeyed", "v");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("record-invalid");
    }

    @Test
    void saysThatATopicIsMissingAndGoesOnWithOthers() {
        Answer missingTopic = scene.client().put("/missing/1", "v");

        assertThat(missingTopic.status()).isEqualTo(502);
        assertThat(missingTopic.body()).contains("topic-missing");
        for (int i = 0; i < 20; i++) {
            assertThat(scene.client().put(path, "v" + i).status()).isEqualTo(204);
        }
    }

    @Test
    void writesToATopicThatThePathNames() {
        String topic = KAFKA.plain("named", partitions);

        assertThat(scene.client().put("/topics/" + topic + "/1", "v").status()).isEqualTo(204);

        assertThat(KAFKA.records(topic, "1")).hasSize(1);
        assertThat(scene.client().put("/topics/__consumer_offsets/1", "v").status())
                .isEqualTo(404);
        assertThat(scene.client()
                        .put("/topics/" + TestKafka.name("nowhere") + "/1", "v")
                        .status())
                .isEqualTo(502);
    }

    @Test
    void choosesThePartitionAsKafkasOwnProducerDoes() {
        var own = KAFKA.put(items, id, "own");

        scene.client().put(path, "v");

        assertThat(KAFKA.records(items, id))
                .hasSize(2)
                .allSatisfy(record -> assertThat(record.partition()).isEqualTo(own.partition()));
    }

    @Test
    void answersWhatItsOwnClientHasWritten() {
        for (int i = 0; i < 150; i++) {
            String item = path + '-' + i % 5;
            assertThat(scene.client().put(item, "\"" + id + i + '"').status()).isEqualTo(204);
            assertThat(scene.client().get(item).body()).isEqualTo("\"" + id + i + '"');
            if (i % 10 == 0) {
                assertThat(scene.client().get("/items").body()).contains(id + i);
                assertThat(scene.client().delete(item).status()).isEqualTo(204);
                assertThat(scene.client().get(item).status()).isEqualTo(404);
            }
        }
    }

    @Test
    void keepsTheOrderOfOneClient() {
        for (int i = 0; i < 50; i++) {
            scene.client().put(path, Integer.toString(i));
        }

        assertThat(KAFKA.records(items, id).stream().map(record -> TestKafka.text(record.value())))
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(Integer::toString).toList());
    }
}
