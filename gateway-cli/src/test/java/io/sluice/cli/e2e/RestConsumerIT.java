package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.e2e.Client.Answer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Consumer instances. */
@ExtendWith(WatchIoThreads.class)
@Timeout(90)
class RestConsumerIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final String V2 = "application/vnd.kafka.v2+json";
    private static final String JSON = "application/vnd.kafka.json.v2+json";
    private static Scene scene;

    @BeforeAll
    static void start() {
        scene = Scene.rest(RestYaml.of(
                        "id: gw-1",
                        "consumers: {defaults: {auto.offset.reset: earliest, consumer.request.timeout.ms: 10000}}"))
                .ready("/topics");
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    private static Answer post(String path, String body) {
        return scene.client().post(path, body, "content-type", V2);
    }

    private static Answer get(String path, String... fields) {
        return scene.client().get(path, fields);
    }

    /** A new instance; the path of its resources. */
    private static String create(String body) {
        String group = TestKafka.name("group");
        Answer answer = post("/consumers/" + group, body);
        assertThat(answer.body()).startsWith("{\"instance_id\":");
        String uri = answer.body().replaceAll(".*\"base_uri\":\"([^\"]*)\".*", "$1");
        return uri.substring(uri.indexOf("/consumers/"));
    }

    private static String subscribed(String topic, String body) {
        String instance = create(body);
        assertThat(post(instance + "/subscription", "{\"topics\":[\"" + topic + "\"]}")
                        .status())
                .isEqualTo(204);
        return instance;
    }

    private static String record(String topic, String value, long offset) {
        return "{\"topic\":\"" + topic + "\",\"key\":null,\"value\":" + value + ",\"partition\":0,\"offset\":" + offset
                + "}";
    }

    private static Answer read(String instance) {
        return get(instance + "/records", "accept", JSON);
    }

    @Test
    void doesTheFourStepsOfTheSeed() {
        String topic = KAFKA.plain("helloTopic", 1);
        KAFKA.put(topic, null, "{\"name\":\"John\",\"email\":\"john@gmail.com\"}");
        KAFKA.put(topic, null, "{\"name\":\"Mary\",\"email\":\"mary@email.com\"}");
        String base = "/consumers/" + TestKafka.name("testGroup");
        String instance = base + "/instances/testConsumer";

        Answer created = post(base, "{\"name\":\"testConsumer\", \"format\": \"json\"}");
        assertThat(created.status()).isEqualTo(200);
        assertThat(created.body())
                .isEqualTo("{\"instance_id\":\"testConsumer\",\"base_uri\":\"http://127.0.0.1:"
                        + scene.client().port() + instance + "\"}");

        Answer subscribed = post(instance + "/subscription", "{\"topics\":[\"" + topic + "\"]}");
        assertThat(subscribed.status()).isEqualTo(204);
        assertThat(subscribed.body()).isEmpty();

        Answer records = read(instance);
        assertThat(records.status()).isEqualTo(200);
        assertThat(records.field("content-type")).isEqualTo(JSON);
        assertThat(records.body())
                .isEqualTo("["
                        + record(topic, "{\"name\":\"John\",\"email\":\"john@gmail.com\"}", 0) + ","
                        + record(topic, "{\"name\":\"Mary\",\"email\":\"mary@email.com\"}", 1) + "]");

        assertThat(post(
                                instance + "/positions",
                                "{\"offsets\":[{\"topic\":\"" + topic + "\",\"partition\":0,\"offset\":1}]}")
                        .status())
                .isEqualTo(204);
        assertThat(read(instance).body()).contains("Mary").doesNotContain("John");

        Answer deleted = scene.client().delete(instance);
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(scene.client().delete(instance).body())
                .isEqualTo("{\"error_code\":40403,\"message\":\"Consumer instance not found.\"}");
    }

    @Test
    void namesInstancesItself() {
        Answer answer = post("/consumers/" + TestKafka.name("named"), "");

        assertThat(answer.body()).matches("\\{\"instance_id\":\"rest-consumer-gw-1-[0-9a-f-]{36}\".*");
    }

    @Test
    void namesThePlaceThatAProxySpeaksOf() {
        Answer answer = scene.client()
                .post(
                        "/consumers/" + TestKafka.name("forwarded"),
                        "{\"name\":\"c\"}",
                        "content-type",
                        V2,
                        "x-forwarded-proto",
                        "https",
                        "x-forwarded-host",
                        "rest.example.com");

        assertThat(answer.body()).contains("\"base_uri\":\"https://rest.example.com/consumers/");
    }

    @Test
    void answersTheMomentARecordComes() {
        String topic = KAFKA.plain("poll", 1);
        String instance = subscribed(topic, "{\"format\":\"json\"}");
        CompletableFuture<Answer> waiting = scene.client().getting(instance + "/records", "accept", JSON);

        KAFKA.put(topic, null, "1");

        assertThat(waiting.join().body()).isEqualTo("[" + record(topic, "1", 0) + "]");
    }

    @Test
    void answersWithNothingWhenTheTimeIsOver() {
        String instance = subscribed(KAFKA.plain("empty", 1), "{\"format\":\"binary\"}");

        Answer answer = get(instance + "/records?timeout=100");

        assertThat(answer.body()).isEqualTo("[]");
        assertThat(answer.field("content-type")).isEqualTo("application/vnd.kafka.binary.v2+json");
    }

    @Test
    void commitsAndTellsWhatIsCommitted() {
        String topic = KAFKA.plain("commit", 1);
        KAFKA.put(topic, null, "1");
        KAFKA.put(topic, null, "2");
        String instance = subscribed(topic, "{\"format\":\"json\",\"auto.commit.enable\":\"false\"}");
        String partition = "{\"partitions\":[{\"topic\":\"" + topic + "\",\"partition\":0}]}";

        assertThat(read(instance).body()).contains("\"offset\":1}");
        Answer committed = post(
                instance + "/offsets", "{\"offsets\":[{\"topic\":\"" + topic + "\",\"partition\":0,\"offset\":0}]}");
        assertThat(committed.status()).isEqualTo(200);
        assertThat(committed.body()).isEqualTo("[]");
        assertThat(scene.client()
                        .send("GET", instance + "/offsets", partition, "content-type", V2)
                        .body())
                .isEqualTo(
                        "{\"offsets\":[{\"topic\":\"" + topic + "\",\"partition\":0,\"offset\":1,\"metadata\":\"\"}]}");
        assertThat(post(instance + "/offsets", "").body()).isEqualTo("[]");
        assertThat(scene.client()
                        .send("GET", instance + "/offsets", partition, "content-type", V2)
                        .body())
                .contains("\"offset\":2");
        assertThat(get(instance + "/offsets").body()).contains("40402");
    }

    @Test
    void assignsPartitionsAndGoesToTheirEnds() {
        String topic = KAFKA.plain("assign", 2);
        KAFKA.putTo(1, topic, null, "1");
        KAFKA.putTo(1, topic, null, "2");
        String instance = create("{\"format\":\"json\"}");
        String one = "{\"partitions\":[{\"topic\":\"" + topic + "\",\"partition\":1}]}";

        assertThat(post(instance + "/assignments", one).status()).isEqualTo(204);
        assertThat(get(instance + "/assignments").body()).isEqualTo(one);
        assertThat(get(instance + "/subscription").body()).isEqualTo("{\"topics\":[]}");
        assertThat(post(instance + "/positions/end", one).status()).isEqualTo(204);
        assertThat(get(instance + "/records?timeout=50", "accept", JSON).body()).isEqualTo("[]");
        assertThat(post(instance + "/positions/beginning", "{\"partitions\":[]}")
                        .status())
                .isEqualTo(204);
        assertThat(read(instance).body()).contains("\"value\":1", "\"value\":2");
        assertThat(post(
                                instance + "/positions",
                                "{\"timestamps\":[{\"topic\":\"" + topic
                                        + "\",\"partition\":1,\"timestamp\":\"1970-01-01T00:00:00Z\"}]}")
                        .status())
                .isEqualTo(204);
        assertThat(read(instance).body()).contains("\"value\":1", "\"value\":2");
        assertThat(post(instance + "/subscription", "{\"topics\":[\"x\"]}").body())
                .isEqualTo("{\"error_code\":40903,\"message\":\"Illegal state: Subscription to topics, partitions and"
                        + " pattern are mutually exclusive\"}");
    }

    @Test
    void keepsTheRecordsBehindOneThatCannotBeRead() {
        String topic = KAFKA.plain("poison", 1);
        KAFKA.put(topic, null, "1");
        KAFKA.put(topic, null, "not json");
        KAFKA.put(topic, null, "3");
        String instance = subscribed(topic, "{\"format\":\"json\"}");

        assertThat(read(instance).body()).isEqualTo("[" + record(topic, "1", 0) + "]");
        Answer refused = read(instance);
        assertThat(refused.status()).isEqualTo(408);
        assertThat(refused.body()).startsWith("{\"error_code\":40801,").contains(topic + "-0 at offset 1");
        assertThat(post(
                                instance + "/positions",
                                "{\"offsets\":[{\"topic\":\"" + topic + "\",\"partition\":0,\"offset\":2}]}")
                        .status())
                .isEqualTo(204);
        assertThat(read(instance).body()).isEqualTo("[" + record(topic, "3", 2) + "]");
    }

    @Test
    void followsAPattern() {
        String topic = KAFKA.plain("pattern", 1);
        KAFKA.put(topic, null, "1");
        String instance = create("{\"format\":\"json\"}");

        assertThat(post(instance + "/subscription", "{\"topic_pattern\":\"" + topic + ".*\"}")
                        .status())
                .isEqualTo(204);
        assertThat(read(instance).body()).contains("\"value\":1");
        assertThat(get(instance + "/subscription").body()).isEqualTo("{\"topics\":[\"" + topic + "\"]}");
        assertThat(scene.client().delete(instance + "/subscription").status()).isEqualTo(204);
        assertThat(get(instance + "/subscription").body()).isEqualTo("{\"topics\":[]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"format\":\"xml\"}              | 422 | 422   | Invalid format type.",
                "{\"format\":\"string\"}           | 422 | 422   | Invalid format type.",
                "{\"format\":\"avro\"}             | 422 | 42206 | Payload error. Schema Registry must be configured when using schemas.",
                "{\"fetch.min.bytes\":-2}          | 422 | 40001 | Invalid consumer configuration. It does not abide by the constraints: Invalid value -2 for configuration fetch.min.bytes: Value must be at least -1",
                "{\"fetch.min.bytes\":10000001}    | 422 | 40001 | Invalid consumer configuration. It does not abide by the constraints: Invalid value 10000001 for configuration fetch.min.bytes: Value must be no more than 10000000",
                "{\"auto.commit.enable\":\"maybe\"} | 422 | 42204 | Invalid consumer configuration: Invalid value maybe for configuration enable.auto.commit: Expected value to be either true or false",
                "{\"name\":\"\"}                   | 422 | 422   | createGroup.<return value>.instanceId must not be blank (was )",
                "{\"x\":1}                         | 422 | 422   | Unrecognized field: x",
                "[]                                | 400 | 400   | Cannot deserialize an object from Array value",
            })
    void refusesToCreate(String body, int status, int code, String message) {
        Answer answer = post("/consumers/" + TestKafka.name("refused"), body);

        assertThat(answer.body()).isEqualTo("{\"error_code\":" + code + ",\"message\":\"" + message + "\"}");
        assertThat(answer.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/subscription        | null                                                        | 422 | 422",
                "/subscription        | {\"topics\":[null]}                                         | 422 | 422",
                "/subscription        | {\"topics\":[\"\"]}                                         | 422 | 422",
                "/subscription        | {\"topic_pattern\":\"[\"}                                   | 422 | 422",
                "/assignments         | {}                                                          | 422 | 422",
                "/assignments         | {\"partitions\":[{\"topic\":\"t\"}]}                        | 422 | 422",
                "/positions           | {\"offsets\":[{\"partition\":0}]}                           | 400 | 400",
                "/positions           | {\"offsets\":[{\"topic\":\"t\",\"offset\":-1}]}             | 422 | 422",
                "/positions           | {\"offsets\":[{\"topic\":\"t\",\"offset\":1}]}              | 409 | 40903",
                "/positions/beginning | {}                                                          | 422 | 422",
                "/positions/end       | {\"partitions\":[{\"topic\":\"t\",\"partition\":0}]}        | 409 | 40903",
                "/offsets             | {}                                                          | 422 | 422",
                "/offsets             | {\"offsets\":[{\"topic\":\"t\",\"partition\":0,\"offset\":-2}]} | 422 | 422",
            })
    void refusesWhatMakesNoSense(String path, String body, int status, int code) {
        Answer answer = post(create("{}") + path, body);

        assertThat(answer.body()).startsWith("{\"error_code\":" + code + ",");
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void refusesReadsThatCannotBe() {
        String instance = subscribed(KAFKA.plain("format", 1), "{\"format\":\"json\"}");

        assertThat(get(instance + "/records").body())
                .isEqualTo("{\"error_code\":40601,\"message\":\"The requested embedded data format does not match the"
                        + " deserializer for this consumer instance\"}");
        assertThat(get("/consumers/none/instances/none/records").body())
                .isEqualTo("{\"error_code\":40403,\"message\":\"Consumer instance not found.\"}");
        assertThat(get(instance + "/records?timeout=x", "accept", JSON).status())
                .isEqualTo(404);
        Answer unsubscribed = get(create("{}") + "/records");
        assertThat(unsubscribed.status()).isEqualTo(409);
        assertThat(unsubscribed.body()).contains("not subscribed");
        String name = "{\"name\":\"twice\"}";
        String group = "/consumers/" + TestKafka.name("twice");
        post(group, name);
        assertThat(post(group, name).body())
                .isEqualTo("{\"error_code\":40902,\"message\":\"Consumer with specified consumer ID already exists in"
                        + " the specified consumer group.\"}");
    }
}
