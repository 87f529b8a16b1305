package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.e2e.Client.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records by POST, without schemas. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class RestProduceIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final String BINARY = "application/vnd.kafka.binary.v2+json";
    private static final String JSON = "application/vnd.kafka.json.v2+json";
    private static final String TEXT = "application/vnd.kafka.text.v2+json";
    private static final String NO_SCHEMAS = "],\"key_schema_id\":null,\"value_schema_id\":null}";
    private static Scene scene;

    @BeforeAll
    static void start() {
        scene = Scene.rest(RestYaml.of("limits: {wait: 5}")).ready("/topics");
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    private static Answer post(String path, String type, String body) {
        return scene.client().post(path, body, "content-type", type);
    }

    private static String offset(int partition, long offset) {
        return "{\"partition\":" + partition + ",\"offset\":" + offset + ",\"error_code\":null,\"error\":null}";
    }

    private static List<String> values(String topic) {
        return KAFKA.records(topic).stream()
                .map(record -> TestKafka.text(record.key()) + "=" + TestKafka.text(record.value()))
                .toList();
    }

    @Test
    void writesWhatTheGoClientOfTheSeedSends() {
        String topic = KAFKA.plain("hello", 1);

        Answer answer = post("/topics/" + topic + "/partitions/0", JSON, """
                {
                    "records":
                    [
                        {"value":{"name":"John","email":"john@gmail.com"}},
                        {"value":{"name":"Mary","email":"mary@email.com"}}
                    ]
                }
                """);

        assertThat(answer.body()).isEqualTo("{\"offsets\":[" + offset(0, 0) + "," + offset(0, 1) + NO_SCHEMAS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("content-type")).isEqualTo("application/vnd.kafka.v2+json");
        assertThat(values(topic))
                .containsExactly(
                        "null={\"name\":\"John\",\"email\":\"john@gmail.com\"}",
                        "null={\"name\":\"Mary\",\"email\":\"mary@email.com\"}");
    }

    @Test
    void writesKeysPartitionsTimesAndHeaders() {
        String topic = KAFKA.plain("full", 2);

        Answer answer = post("/topics/" + topic, BINARY, """
                {"records":[{"key":"a2V5","value":"dmFsdWU","partition":1,"timestamp":1700000000000,
                  "headers":[{"key":"h","value":"djE="},{"key":"h","value":null}]},{"partition":"1"}]}""");

        assertThat(answer.body()).isEqualTo("{\"offsets\":[" + offset(1, 0) + "," + offset(1, 1) + NO_SCHEMAS);
        ConsumerRecord<byte[], byte[]> first = KAFKA.records(topic).get(0);
        assertThat(TestKafka.text(first.key())).isEqualTo("key");
        assertThat(TestKafka.text(first.value())).isEqualTo("value");
        assertThat(first.timestamp()).isEqualTo(1_700_000_000_000L);
        assertThat(TestKafka.headers(first)).containsExactly("h: v1", "h: null");
    }

    @Test
    void takesAMissingContentTypeForBinary() {
        String topic = KAFKA.plain("untyped", 1);

        Answer answer = scene.client().post("/topics/" + topic, "{\"records\":[{\"value\":\"dg==\"}]}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(values(topic)).containsExactly("null=v");
    }

    @Test
    void writesTextAndJsonAsTheyAre() {
        String topic = KAFKA.plain("text", 1);

        post("/topics/" + topic, TEXT, "{\"records\":[{\"key\":\"k\",\"value\":\"plain \\u00e9\"}]}");
        post("/topics/" + topic, JSON, "{\"records\":[{\"key\":1.10,\"value\": [1E400, \"a\\/b\", null] }]}");

        assertThat(values(topic)).containsExactly("k=plain \u00e9", "1.10=[1E400,\"a/b\",null]");
    }

    @Test
    void answersAtOnceWhenNobodyWaitsForTheResult() {
        String topic = KAFKA.plain("async", 1);

        Answer answer = post("/topics/" + topic + "?async=true", JSON, "{\"records\":[{\"value\":1}]}");

        assertThat(answer.status()).isEqualTo(204);
        await().until(() -> values(topic).equals(List.of("null=1")));
    }

    @Test
    void tellsOfEachRecord() {
        String topic = KAFKA.create(TestKafka.name("small"), 1, Map.of("max.message.bytes", "500"));

        Answer answer = post(
                "/topics/" + topic,
                JSON,
                "{\"records\":[{\"value\":\"" + "x".repeat(2000) + "\"},{\"value\":2},{\"value\":3,\"partition\":7}]}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("{\"partition\":null,\"offset\":null,\"error_code\":50002,\"error\":")
                .contains(offset(0, 0))
                .contains("\"error_code\":50003,\"error\":\"Partition 7 of topic " + topic
                        + " with partition count 1 is not present in metadata.\"");
        assertThat(values(topic)).containsExactly("null=2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/topics/$t               | json   |                                        | 422 | 422   | produceJson.arg2 must not be null (was null)",
                "/topics/$t               | json   | null                                   | 422 | 422   | produceJson.arg2 must not be null (was null)",
                "/topics/$t/partitions/0  | json   | null                                   | 422 | 422   | produceJson.arg3 must not be null (was null)",
                "/topics/$t               | json   | {}                                     | 422 | 422   | produceJson.arg2.records must not be empty (was [])",
                "/topics/$t               | binary | {\"records\":[]}                       | 422 | 422   | produceBinary.arg2.records must not be empty (was [])",
                "/topics/$t               | json   | {\"records\":null}                     | 422 | 422   | produceJson.arg2.records must not be empty (was [])",
                "/topics/$t               | json   | {\"records\":[null]}                   | 400 | 400   | Cannot construct instance of `ProduceRequest`, problem: at index 0",
                "/topics/$t               | json   | {\"records\":[{\"value\":1,\"x\":2}]}  | 422 | 422   | Unrecognized field: x",
                "/topics/$t               | json   | {\"record\":[]}                        | 422 | 422   | Unrecognized field: record",
                "/topics/$t               | json   | {\"records\":{}}                       | 400 | 400   | Cannot deserialize value of type `List` from Object value",
                "/topics/$t               | json   | {\"records\":[{\"value\":1,\"partition\":-1}]} | 422 | 422 | partition must not be negative (was -1)",
                "/topics/$t               | json   | {\"records\":[{\"value\":1,\"partition\":\"x\"}]} | 400 | 400 | Cannot deserialize value of type `Integer` from String \"x\": not a valid `java.lang.Integer` value",
                "/topics/$t               | binary | {\"records\":[{\"value\":\"_-\"}]}     | 400 | 400   | Bad Request: data=\"_-\" is not a valid base64 string.",
                "/topics/$t               | binary | {\"records\":[{\"value\":1}]}          | 400 | 400   | Bad Request: data=1 is not a base64 string.",
                "/topics/$t/partitions/x  | json   | {\"records\":[{\"value\":1}]}          | 404 | 404   | HTTP 404 Not Found",
                "/topics/$t/partitions/9  | json   | {\"records\":[{\"value\":1}]}          | 404 | 40402 | Partition not found.",
                "/topics/$t/partitions/-1 | json   | {\"records\":[{\"value\":1}]}          | 422 | 422   | partition must not be negative (was -1)",
            })
    void refusesWhatIsWrongAndWritesNothing(
            String path, String format, String body, int status, int code, String message) {
        String topic = KAFKA.plain("refused", 1);

        Answer answer = post(
                path.replace("$t", topic), "application/vnd.kafka." + format + ".v2+json", body == null ? "" : body);

        assertThat(answer.body())
                .isEqualTo("{\"error_code\":" + code + ",\"message\":\"" + message.replace("\"", "\\\"") + "\"}");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(KAFKA.records(topic)).isEmpty();
    }

    @Test
    void refusesMalformedBodies() {
        String topic = KAFKA.plain("malformed", 1);

        for (String body : List.of(
                "{bad}",
                "{\"records\":[{\"value\":1}]",
                "{\"records\":[{\"value\":1}]} x",
                "{\"records\":[{\"value\":1,\"value\":2}]}",
                "{\"records\":[{\"value\":{\"a\":1,\"a\":2}}]}",
                "{\"records\":[{\"value\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}]}")) {
            Answer answer = post("/topics/" + topic, JSON, body);

            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.body()).startsWith("{\"error_code\":400,\"message\":\"");
        }
        Answer invalid = scene.client()
                .send(
                        "POST",
                        "/topics/" + topic,
                        BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'}),
                        "content-type",
                        JSON);
        assertThat(invalid.status()).isEqualTo(400);
        assertThat(KAFKA.records(topic)).isEmpty();
    }

    @Test
    void tellsOfTopicsThatCannotBe() {
        Answer answer = post("/topics/bad%20name", JSON, "{\"records\":[{\"value\":1}]}");

        assertThat(answer.body())
                .startsWith("{\"offsets\":[{\"partition\":null,\"offset\":null,\"error_code\":50002,"
                        + "\"error\":\"Invalid topics: [bad name]\"}]");
    }
}
