package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.e2e.Client.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records by version 3 of the REST Proxy's API. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class RestV3RecordsIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final String JSON = "application/json";

    private static String clusters = "";
    private static String id = "";
    private static Scene scene;

    @BeforeAll
    static void start() {
        scene = Scene.rest(RestYaml.of()).ready("/v3/clusters");
        String list = scene.client().get("/v3/clusters").body();
        int from = list.indexOf("\"cluster_id\":\"") + 14;
        id = list.substring(from, list.indexOf('"', from));
        clusters = "/v3/clusters/" + id;
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    private static Answer post(String topic, String operation, String body) {
        return scene.client().post(clusters + "/topics/" + topic + '/' + operation, body, "content-type", JSON);
    }

    @Test
    void writesABatch() {
        String topic = KAFKA.plain("v3-batch", 2);

        Answer answer = post(topic, "records:batch", """
                {"entries":[
                  {"id":"a","partition_id":1,"timestamp":"2026-01-31T12:00:00Z",
                   "headers":[{"name":"h","value":"dg=="}],
                   "key":{"type":"STRING","data":"k"},"value":{"type":"JSON","data":{"n":1.10}}},
                  {"id":"b","value":{"type":"BINARY","data":"%%"}},
                  {"id":"c","partition_id":1},
                  {"id":"d","colour":"red"},
                  {"id":"e","value":{"type":"AVRO","schema_id":1,"data":1}}]}""");

        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.body())
                .startsWith("{\"successes\":[{\"id\":\"a\",\"cluster_id\":\"" + id + "\",\"topic_name\":\"" + topic
                        + "\",\"partition_id\":1,\"offset\":0,\"timestamp\":\"2026-01-31T12:00:00Z\","
                        + "\"key\":{\"type\":\"STRING\",\"size\":1},\"value\":{\"type\":\"JSON\",\"size\":10}},"
                        + "{\"id\":\"c\",\"cluster_id\":\"" + id + "\",\"topic_name\":\"" + topic
                        + "\",\"partition_id\":1,\"offset\":1,\"timestamp\":\"")
                .endsWith(
                        "\"}],\"failures\":["
                                + "{\"id\":\"b\",\"error_code\":400,\"message\":\"Bad Request: data=\\\"%%\\\" is not a valid base64 string.\"},"
                                + "{\"id\":\"d\",\"error_code\":422,\"message\":\"Unrecognized field: colour\"},"
                                + "{\"id\":\"e\",\"error_code\":422,\"message\":\"Error: 42206 : Payload error. Schema Registry must be configured when using schemas.\"}]}");
        List<ConsumerRecord<byte[], byte[]>> records = KAFKA.records(topic);
        assertThat(records).extracting(record -> TestKafka.text(record.value())).containsExactly("{\"n\":1.10}", null);
        assertThat(TestKafka.headers(records.get(0))).containsExactly("h: v");
        assertThat(TestKafka.text(records.get(0).key())).isEqualTo("k");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"entries\":[]} | 422 | 42208 | Invalid batch: there are no entries.",
                "{\"entries\":[{\"id\":\"a\"},{\"id\":\"a\"}]} | 422 | 42208 | Invalid batch: the id a stands twice.",
                "{\"entries\":    | 400 | 400   | Unexpected",
            })
    void tellsWhatIsWrongWithABatch(String body, int status, int code, String message) {
        Answer answer = post("any", "records:batch", body);

        assertThat(answer.body()).startsWith("{\"error_code\":" + code + ",\"message\":\"" + message);
        assertThat(answer.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"records", "records:batch"})
    void writesToItsOwnClusterOnly(String operation) {
        Answer answer = scene.client()
                .post(
                        "/v3/clusters/other/topics/t/" + operation,
                        "{\"entries\":[{\"id\":\"a\"}]}",
                        "content-type",
                        JSON);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"error_code\":404,\"message\":\"Cluster other cannot be found.\"}");
    }

    @Test
    void writesToTopicsThatAreThereOnly() {
        assertThat(post("v3-none", "records", "{}").body())
                .startsWith(
                        "{\"error_code\":40403,\"message\":\"The topic that the request is written to does not exist");
        Answer invalid = post("bad%20name", "records", "{}");
        assertThat(invalid.status()).isEqualTo(400);
        assertThat(invalid.body()).startsWith("{\"error_code\":40002,");
    }

    @Test
    void answersEachRecordOfAStreamInALineOfItsOwn() {
        String topic = KAFKA.plain("v3-lines", 1);

        Answer answer = post(
                topic,
                "records",
                "{\"value\":{\"type\":\"STRING\",\"data\":\"1\"}}{\"value\":{\"type\":\"STRING\",\"data\":2}}\n{}"
                        + "{\"partition_id\":9}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("content-type")).isEqualTo(JSON);
        String[] lines = answer.body().split("\r\n", -1);
        assertThat(lines).hasSize(5);
        assertThat(lines[0])
                .startsWith("{\"error_code\":200,\"cluster_id\":\"" + id + "\",\"topic_name\":\"" + topic
                        + "\",\"partition_id\":0,\"offset\":0,\"timestamp\":\"")
                .endsWith("\"value\":{\"type\":\"STRING\",\"size\":1}}");
        assertThat(lines[1]).isEqualTo("{\"error_code\":400,\"message\":\"Bad Request: data=2 is not a string.\"}");
        assertThat(lines[2]).contains("\"offset\":1");
        assertThat(lines[3])
                .isEqualTo("{\"error_code\":40402,\"message\":\"Partition 9 of topic " + topic
                        + " with partition count 1 is not present in metadata.\"}");
        assertThat(lines[4]).isEmpty();
        assertThat(KAFKA.records(topic))
                .extracting(record -> TestKafka.text(record.value()))
                .containsExactly("1", null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"value\":x}{} | {\"error_code\":400,\"message\":\"Unrecognized token 'x'",
                "[{}]            | {\"error_code\":400,\"message\":\"Unexpected byte 0x5b",
                "{\"value\":     | {\"error_code\":400,\"message\":\"Unexpected end-of-input",
            })
    void endsAStreamWhereJsonIsNotWellFormed(String rest, String line) {
        String topic = KAFKA.plain("v3-malformed", 1);

        Answer answer = post(topic, "records", "{}" + rest);

        String[] lines = answer.body().split("\r\n", -1);
        assertThat(lines).hasSize(3);
        assertThat(lines[0]).startsWith("{\"error_code\":200,");
        assertThat(lines[1]).startsWith(line);
        assertThat(lines[2]).isEmpty();
        assertThat(KAFKA.records(topic)).hasSize(1);
    }

    @Test
    void answersNothingToNothing() {
        Answer answer = post(KAFKA.plain("v3-empty", 1), "records", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void leavesOutARecordThatIsTooLarge() {
        String topic = KAFKA.plain("v3-large", 1);
        String large = "{\"value\":{\"type\":\"STRING\",\"data\":\"" + "x".repeat(1 << 20) + "\"}}";

        Answer answer = post(topic, "records", large + "{}");

        String[] lines = answer.body().split("\r\n", -1);
        assertThat(lines[0]).isEqualTo("{\"error_code\":413,\"message\":\"A record has more than 1048576 bytes.\"}");
        assertThat(lines[1]).startsWith("{\"error_code\":200,");
    }

    @Test
    void keepsTheOrderOfMoreRecordsThanAreEverInFlight() {
        String topic = KAFKA.plain("v3-many", 1);
        int count = 5_000;
        var body = new StringBuilder();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(Integer.toString(i));
            body.append("{\"value\":{\"type\":\"JSON\",\"data\":").append(i).append("}}\n");
        }

        Answer answer = post(topic, "records", body.toString());

        String[] lines = answer.body().split("\r\n");
        assertThat(lines).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(lines[i]).contains("\"offset\":" + i + ',');
        }
        assertThat(KAFKA.records(topic))
                .extracting(record -> TestKafka.text(record.value()))
                .isEqualTo(values);
    }

    @Test
    void answersWhileTheRequestIsOpen() throws IOException {
        String topic = KAFKA.plain("v3-open", 1);
        try (RawConnection connection = scene.client().raw()) {
            connection.request(
                    "POST",
                    clusters + "/topics/" + topic + "/records",
                    "content-type: application/json",
                    "transfer-encoding: chunked");

            for (int i = 0; i < 3; i++) {
                connection.send("2\r\n{}\r\n");
                assertThat(lineWith(connection, "error_code")).contains("\"offset\":" + i);
            }
            connection.send("0\r\n\r\n");
            assertThat(connection.line()).isEmpty(); // of the chunk
            assertThat(connection.line()).isEqualTo("0");
        }
    }

    /** The next line with this in it. */
    private static String lineWith(RawConnection connection, String part) throws IOException {
        String line = connection.line();
        while (!line.contains(part)) {
            line = connection.line();
        }
        return line;
    }
}
