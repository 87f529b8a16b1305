package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.RestCalls.NO_INSTANCE;
import static io.sluice.cli.e2e.RestCalls.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.e2e.Client.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** How consumer instances live: together, for how long, and beside clients that go away. */
@ExtendWith(WatchIoThreads.class)
@Timeout(90)
class RestInstancesIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final String EARLIEST = "auto.offset.reset: earliest, consumer.request.timeout.ms: 20000";
    private static final String JSON = "{\"format\":\"json\"}";
    /** Longer than the whole test may take. */
    private static final String FOREVER = "\"consumer.request.timeout.ms\":200000";

    private static Scene scene;
    private static RestCalls calls;

    @BeforeAll
    static void start() {
        scene = Scene.rest(yaml()).ready("/topics");
        calls = new RestCalls(scene.client());
    }

    private static RestYaml yaml() {
        return RestYaml.of("consumers: {defaults: {" + EARLIEST + "}}");
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @Test
    void readsNoMoreBytesThanAsked() {
        String topic = KAFKA.plain("capped", 1);
        for (int i = 0; i < 3; i++) {
            KAFKA.put(topic, null, "\"1234567" + i + "\"");
        }
        String instance = calls.subscribed(topic, JSON);

        assertThat(calls.read(instance, "json", "?max_bytes=21").body())
                .isEqualTo("[" + record(topic, "null", "\"12345670\"", 0) + ","
                        + record(topic, "null", "\"12345671\"", 1) + "]");
        Answer refused = calls.read(instance, "json", "?max_bytes=10");
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.body())
                .isEqualTo(RestCalls.error(
                        413,
                        "The record at offset 2 of " + topic + "-0 has 10 bytes of key and value; reading it takes"
                                + " max_bytes of at least 11, and this read allows 10"));
        assertThat(calls.read(instance, "json").body()).isEqualTo("[" + record(topic, "null", "\"12345672\"", 2) + "]");
    }

    @Test
    void waitsNoLongerThanTheInstanceAllows() {
        String instance = calls.subscribed(
                KAFKA.plain("short", 1), "{\"format\":\"json\",\"consumer.request.timeout.ms\":\"50\"}");

        assertThat(calls.read(instance, "json", "?timeout=200000").body()).isEqualTo("[]");
    }

    @Test
    void goesOnInTheGroupWhereADeletedInstanceWas() {
        String topic = KAFKA.plain("heir", 1);
        for (int i = 0; i < 3; i++) {
            KAFKA.put(topic, null, Integer.toString(i));
        }
        String group = TestKafka.name("heirs");
        String first = calls.create(group, JSON);
        calls.subscribe(first, topic);
        assertThat(calls.read(first, "json", "?max_bytes=3").body())
                .contains("\"value\":1")
                .doesNotContain("\"value\":2");

        assertThat(scene.client().delete(first).status()).isEqualTo(204);
        String second = calls.create(group, JSON);
        calls.subscribe(second, topic);

        assertThat(calls.read(second, "json").body()).isEqualTo("[" + record(topic, "null", "2", 2) + "]");
    }

    @Test
    void sharesThePartitionsInAGroup() {
        String topic = KAFKA.plain("shared", 2);
        String group = TestKafka.name("sharing");
        String first = calls.create(group, JSON);
        String second = calls.create(group, JSON);
        calls.subscribe(first, topic);
        calls.subscribe(second, topic);
        await().atMost(Duration.ofSeconds(30)).until(() -> partition(first) + partition(second) == 1);

        KAFKA.putTo(0, topic, null, "0");
        KAFKA.putTo(1, topic, null, "1");

        for (String instance : new String[] {first, second}) {
            assertThat(calls.read(instance, "json").body())
                    .startsWith("[{\"topic\":\"" + topic + "\",\"key\":null,\"value\":" + partition(instance) + ",")
                    .endsWith(",\"partition\":" + partition(instance) + ",\"offset\":0}]");
        }
    }

    /** The number of the only partition of an instance; far from any if it has none or more. */
    private static int partition(String instance) {
        String body = scene.client().get(instance + "/assignments").body();
        String number = body.replaceAll("\\{\"partitions\":\\[\\{[^}]*\"partition\":([0-9]+)}]}", "$1");
        return number.length() == 1 ? Integer.parseInt(number) : -100;
    }

    @Test
    void endsAReadWithItsInstance() {
        String topic = KAFKA.plain("ended", 1);
        String instance = calls.subscribed(topic, "{\"format\":\"json\"," + FOREVER + "}");
        await().until(() -> partition(instance) == 0);

        CompletableFuture<Answer> reading =
                scene.client().getting(instance + "/records", "accept", RestCalls.type("json"));
        assertThat(scene.client().delete(instance).status()).isEqualTo(204);

        assertThat(reading.join().body()).isEqualTo(NO_INSTANCE);
        assertThat(reading.join().status()).isEqualTo(404);
        assertThat(reading.join().field("content-type")).isEqualTo(RestCalls.type("json"));
    }

    @Test
    void writesAndReadsText() {
        String topic = KAFKA.plain("text", 1);
        Answer produced = calls.produce(
                topic, "text", "{\"records\":[{\"key\":\"k\",\"value\":\"a \\\"b\\\" \\ud83d\\ude00\\n\"},{}]}");
        assertThat(produced.status()).isEqualTo(200);
        String instance = calls.subscribed(topic, "{\"format\":\"text\"}");

        Answer read = calls.read(instance, "text");

        assertThat(read.field("content-type")).isEqualTo(RestCalls.type("text"));
        assertThat(read.body())
                .isEqualTo("[" + record(topic, "\"k\"", "\"a \\\"b\\\" \\uD83D\\uDE00\\n\"", 0) + ","
                        + record(topic, "null", "null", 1) + "]");
    }

    @Test
    void showsWhatIsCommittedOrAll() {
        String topic = KAFKA.plain("isolated", 1);
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", KAFKA.bootstrap(), "transactional.id", topic),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var aborted = producer.send(new ProducerRecord<>(topic, "1"));
            producer.flush();
            assertThat(aborted).isDone();
            producer.abortTransaction();
            producer.beginTransaction();
            var committed = producer.send(new ProducerRecord<>(topic, "2"));
            producer.commitTransaction();
            assertThat(committed).isDone();
        }

        String committed = calls.subscribed(topic, "{\"format\":\"json\",\"isolation.level\":\"read_committed\"}");
        String all = calls.subscribed(topic, "{\"format\":\"json\",\"isolation.level\":\"read_uncommitted\"}");

        assertThat(calls.read(committed, "json").body())
                .startsWith("[{")
                .contains("\"value\":2")
                .doesNotContain(":1,");
        assertThat(calls.read(all, "json").body()).contains("\"value\":1");
        assertThat(calls.post("/consumers/" + TestKafka.name("g"), "{\"isolation.level\":\"none\"}")
                        .body())
                .startsWith("{\"error_code\":42204,\"message\":\"Invalid consumer configuration: ");
    }

    @Test
    void takesNamesOfAnyCharacters() {
        String topic = KAFKA.plain("odd", 1);
        KAFKA.put(topic, null, "1");
        String group = "g%2F%C3%BC%20%25%3F%23";
        String instance = calls.create(group, "{\"name\":\"a/\u00e9;= +&%2f\",\"format\":\"json\"}");
        assertThat(instance).isEqualTo("/consumers/" + group + "/instances/a%2F%C3%A9%3B%3D%20%2B%26%252f");

        calls.subscribe(instance, topic);

        assertThat(calls.read(instance, "json").body()).contains("\"value\":1");
        assertThat(scene.client().delete(instance).status()).isEqualTo(204);
    }

    @Test
    void losesNothingWhenAClientGoesDuringARead() throws IOException {
        String topic = KAFKA.plain("gone", 1);
        String instance = calls.subscribed(
                topic, "{\"format\":\"json\",\"fetch.min.bytes\":1000,\"consumer.request.timeout.ms\":1000}");
        KAFKA.put(topic, null, "1");
        try (RawConnection client = scene.client().raw()) {
            client.request("GET", instance + "/records", "accept: " + RestCalls.type("json"));
        }

        await().until(() -> calls.read(instance, "json", "?timeout=100").body(), body -> body.contains("\"value\":1"));
    }

    @Test
    void takesPatternsThatTakeOthersForEver() {
        String topic = KAFKA.plain("a".repeat(60), 1);
        KAFKA.put(topic, null, "1");
        String instance = calls.create(JSON);

        assertThat(calls.post(instance + "/subscription", "{\"topic_pattern\":\"(a+)+b\"}")
                        .status())
                .isEqualTo(204);
        for (String pattern : new String[] {"((a?){50}){50}b", "((a{1000}){1000}){1000}"}) {
            assertThat(calls.post(instance + "/subscription", "{\"topic_pattern\":\"" + pattern + "\"}")
                            .status())
                    .isEqualTo(422);
        }
        assertThat(calls.post(instance + "/subscription", "{\"topic_pattern\":\"(a*)*-[0-9]+\"}")
                        .status())
                .isEqualTo(204);
        assertThat(calls.read(instance, "json").body()).contains("\"value\":1");
    }

    @Test
    void compressesRecords() {
        String topic = KAFKA.plain("gzip", 1);
        KAFKA.put(topic, null, "\"" + "x".repeat(2_000) + "\"");
        String instance = calls.subscribed(topic, JSON);

        Answer read =
                scene.client().get(instance + "/records", "accept", RestCalls.type("json"), "accept-encoding", "gzip");

        assertThat(read.field("content-encoding")).isEqualTo("gzip");
        assertThat(read.body().length()).isLessThan(500);
    }

    @Test
    void stayWhenAnotherPartOfTheConfigurationChanges() {
        String topic = KAFKA.plain("kept", 1);
        KAFKA.put(topic, null, "1");
        String instance = calls.subscribed(topic, JSON);
        assertThat(calls.read(instance, "json").body()).contains("\"value\":1");

        scene.reload(yaml().http("limits: {header: 12345}"));

        KAFKA.put(topic, null, "2");
        assertThat(calls.read(instance, "json").body()).isEqualTo("[" + record(topic, "null", "2", 1) + "]");
    }

    @Test
    void areSoManyAtMostAndExpire() {
        try (Scene small = Scene.rest(RestYaml.of("consumers: {timeout: 1}", "limits: {consumers: 1}"))) {
            var there = new RestCalls(small.client());
            String first = there.create("small", "{\"name\":\"first\"}");
            String next = "{\"name\":\"next\"}";

            Answer refused = there.post("/consumers/small", next);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body()).startsWith("{\"error_code\":50302,");
            assertThat(refused.field("retry-after")).isNotEmpty();
            await().until(() -> there.post("/consumers/small", next).status() == 200);

            assertThat(small.client().get(first + "/subscription").body()).isEqualTo(NO_INSTANCE);
            small.client().delete("/consumers/small/instances/next");
            assertThat(there.post("/consumers/small", "{\"name\":\"first\"}").status())
                    .isEqualTo(200);
        }
    }
}
