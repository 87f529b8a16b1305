package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.e2e.Client.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "{0} partitions")
@ValueSource(ints = {1, 3})
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class ListIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final String MERGE = "merge:\n  content-type: application/json";
    private static Scene scene;

    @Parameter
    int partitions;

    @BeforeParameterizedClassInvocation
    static void start() {
        scene = Scene.open(GatewayYaml.of(
                        fetch("/lists/{topic}", "${params.topic}", MERGE),
                        fetch(
                                "/tags/{topic}/{tag}",
                                "${params.topic}",
                                "filters:\n- headers: {tag: '${params.tag}'}\n" + MERGE),
                        fetch(
                                "/keys/{topic}/{a}/{b}",
                                "${params.topic}",
                                "filters:\n- key: ${params.a}\n- key: ${params.b}\n" + MERGE),
                        fetch(
                                "/wrapped/{topic}",
                                "${params.topic}",
                                MERGE
                                        + "\n  patch: {initial: '{\"items\":[{\"first\":true}],\"more\":null}', path: /items/-}"))
                .proxy("limits: {wait: 30}")
                .client("limits: {views: 1000}"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        scene.close();
    }

    private Answer get(String path, String... fields) {
        return scene.client().get(path, fields);
    }

    @Test
    void isAnEmptyListWithoutRecords() {
        String topic = KAFKA.compacted("list", partitions);

        Answer answer = scene.eventually("/lists/" + topic, "[]");

        assertThat(answer.field("content-type")).isEqualTo("application/json");
        assertThat(answer.field("content-length")).isEqualTo("2");
        assertThat(answer.etag()).isEqualTo(Progress.empty(partitions));
    }

    @Test
    void listsTheLatestRecordOfEachKeyByPartitionAndOffset() {
        String topic = KAFKA.compacted("list", partitions);
        int last = partitions - 1;
        KAFKA.putTo(last, topic, "a", "{\"a\":1}");
        KAFKA.putTo(last, topic, "b", "{\"b\":1}");
        KAFKA.putTo(last, topic, "c", "{\"c\":1}");
        KAFKA.putTo(last, topic, "a", "{\"a\":2}");
        KAFKA.putTo(last, topic, "b", null);
        KAFKA.putTo(0, topic, "d", "{\"d\":1}");
        String expected = partitions == 1 ? "[{\"c\":1},{\"a\":2},{\"d\":1}]" : "[{\"d\":1},{\"c\":1},{\"a\":2}]";

        scene.eventually("/lists/" + topic, expected);

        assertThat(get("/lists/" + topic).body()).isEqualTo(expected);
    }

    @Test
    void namesTheLastOffsetOfEveryPartitionInTheEtag() {
        String topic = KAFKA.compacted("list", partitions);
        long[] last = new long[partitions];
        Arrays.fill(last, -1);
        for (int i = 0; i < 60; i++) {
            RecordMetadata record = KAFKA.putTo(i % partitions, topic, "key-" + i % 7, Integer.toString(i));
            last[record.partition()] = record.offset();
        }

        Answer answer = scene.eventually("/lists/" + topic, a -> a.etag().equals(Progress.etag(last)));

        assertThat(get("/lists/" + topic, "if-none-match", answer.etag()).status())
                .isEqualTo(304);
    }

    @Test
    void changesTheEtagWithEveryRecord() {
        String topic = KAFKA.compacted("list", partitions);
        List<String> etags = new ArrayList<>();
        etags.add(scene.eventually("/lists/" + topic, "[]").etag());

        KAFKA.putTo(0, topic, "a", "1");
        etags.add(scene.eventually("/lists/" + topic, "[1]").etag());
        KAFKA.putTo(partitions - 1, topic, "b", "2");
        etags.add(scene.eventually("/lists/" + topic, "[1,2]").etag());
        KAFKA.putTo(0, topic, "a", null);
        etags.add(scene.eventually("/lists/" + topic, "[2]").etag());
        KAFKA.putTo(partitions - 1, topic, "b", null);
        etags.add(scene.eventually("/lists/" + topic, "[]").etag());

        assertThat(etags).doesNotHaveDuplicates();
        assertThat(get("/lists/" + topic, "if-none-match", etags.get(0)).status())
                .isEqualTo(200);
    }

    @Test
    void mergesWhatAFilterFinds() {
        String topic = KAFKA.compacted("list", partitions);
        KAFKA.put(topic, "a", "1", "tag", "x");
        KAFKA.put(topic, "b", "2", "tag", "y");
        KAFKA.put(topic, "c", "3", "tag", "y", "tag", "x");

        Answer answer = scene.eventually("/tags/" + topic + "/x", a -> a.body().length() == 5);

        assertThat(answer.body()).isIn("[1,3]", "[3,1]");
        assertThat(get("/tags/" + topic + "/none").body()).isEqualTo("[]");
    }

    @Test
    void keepsTheEtagOfAFilteredListWhenOthersChange() {
        String topic = KAFKA.compacted("list", partitions);
        KAFKA.put(topic, "a", "1", "tag", "x");
        String before = scene.eventually("/tags/" + topic + "/x", "[1]").etag();
        KAFKA.put(topic, "b", "2", "tag", "y");
        scene.eventually("/tags/" + topic + "/y", "[2]");

        assertThat(get("/tags/" + topic + "/x", "if-none-match", before).status())
                .isEqualTo(304);
        assertThat(get("/tags/" + topic + "/y").etag()).isNotEqualTo(before);
    }

    @Test
    void changesTheEtagOfAFilteredListWithEveryChangeOfItsOwn() {
        String topic = KAFKA.compacted("list", partitions);
        List<String> etags = new ArrayList<>();
        etags.add(scene.eventually("/tags/" + topic + "/x", "[]").etag());

        KAFKA.putTo(0, topic, "a", "0");
        KAFKA.put(new ProducerRecord<>(
                topic, 0, TestKafka.bytes("a"), TestKafka.bytes("1"), TestKafka.headers("tag", "x")));
        etags.add(scene.eventually("/tags/" + topic + "/x", "[1]").etag());
        KAFKA.put(new ProducerRecord<>(
                topic, 0, TestKafka.bytes("b"), TestKafka.bytes("2"), TestKafka.headers("tag", "x")));
        etags.add(scene.eventually("/tags/" + topic + "/x", "[1,2]").etag());
        KAFKA.putTo(0, topic, "a", null);
        etags.add(scene.eventually("/tags/" + topic + "/x", "[2]").etag());
        KAFKA.putTo(0, topic, "b", "3");
        etags.add(scene.eventually("/tags/" + topic + "/x", "[]").etag());

        assertThat(etags.subList(0, 4)).doesNotHaveDuplicates();
        assertThat(etags.get(4)).isEqualTo(etags.get(0));
    }

    @Test
    void mergesTheRecordsOfSeveralKeysOnceEach() {
        String topic = KAFKA.compacted("list", partitions);
        KAFKA.putTo(0, topic, "a", "1");
        KAFKA.putTo(0, topic, "b", "2");
        KAFKA.putTo(0, topic, "c", "3");
        scene.eventually("/lists/" + topic, "[1,2,3]");

        assertThat(get("/keys/" + topic + "/c/a").body()).isEqualTo("[1,3]");
        assertThat(get("/keys/" + topic + "/b/b").body()).isEqualTo("[2]");
        assertThat(get("/keys/" + topic + "/none/b").body()).isEqualTo("[2]");
    }

    @Test
    void addsToAnotherDocumentThanAnEmptyArray() {
        String topic = KAFKA.compacted("list", partitions);
        String empty =
                scene.eventually("/wrapped/" + topic, a -> a.status() == 200).body();
        KAFKA.putTo(0, topic, "a", "{\"a\":1}");
        KAFKA.putTo(0, topic, "b", "2");

        scene.eventually("/wrapped/" + topic, "{\"items\":[{\"first\":true},{\"a\":1},2],\"more\":null}");

        assertThat(empty).isEqualTo("{\"items\":[{\"first\":true}],\"more\":null}");
    }

    @Test
    void leavesOutWhatIsNotJson() {
        String topic = KAFKA.compacted("list", partitions);
        KAFKA.putTo(0, topic, "text", "hello");
        KAFKA.putTo(0, topic, "cut", "{\"a\":1");
        KAFKA.putTo(0, topic, "empty", "");
        KAFKA.putTo(0, topic, "two", "1 2");
        KAFKA.putTo(0, topic, "comma", "1,2");
        KAFKA.putTo(0, topic, "string", " \"s\" ");
        KAFKA.putTo(0, topic, "nested", "{\"a\":[null,true,-1.5e3,\"\\u00e9]\"]}");
        KAFKA.putTo(0, topic, "octal", "01");
        KAFKA.putTo(0, topic, "end", "0");

        scene.eventually("/lists/" + topic, "[ \"s\" ,{\"a\":[null,true,-1.5e3,\"\\u00e9]\"]},0]");

        assertThat(get("/keys/" + topic + "/text/cut").body()).isEqualTo("[]");
    }

    @Test
    void keepsEveryRecordWithoutAKeyAndTheLatestOfEachOther() {
        String topic = KAFKA.plain("list", partitions);
        KAFKA.putTo(0, topic, null, "1");
        KAFKA.putTo(0, topic, "a", "2");
        KAFKA.putTo(0, topic, null, "3");
        KAFKA.putTo(0, topic, "a", "4");
        KAFKA.putTo(0, topic, null, null);

        Answer answer = scene.eventually("/lists/" + topic, "[1,3,4]");

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void servesALargeListThatChanges() throws IOException {
        String topic = KAFKA.compacted("list", partitions);
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < 6_000; i++) {
            String key = "key-" + i % 2_500;
            String value = i % 11 == 0 ? null : "{\"key\":\"" + key + "\",\"i\":" + i + '}';
            KAFKA.send(new ProducerRecord<>(topic, TestKafka.bytes(key), TestKafka.bytes(value)));
            expected.compute(key, (k, v) -> value);
        }
        KAFKA.put(topic, "last", "{\"key\":\"last\",\"i\":-1}");
        expected.put("last", "{\"key\":\"last\",\"i\":-1}");

        Answer answer = scene.eventually(
                "/lists/" + topic,
                a -> a.body().contains("\"last\"")
                        && new ArrayList<>(expected.values()).stream().allMatch(a.body()::contains));

        var array = new ObjectMapper().readTree(answer.body());
        assertThat(array).hasSize(expected.size());
        assertThat(answer.field("content-length"))
                .isEqualTo(Integer.toString(answer.body().length()));
    }

    @Test
    void answersHeadWithTheLengthOfTheList() {
        String topic = KAFKA.compacted("list", partitions);
        KAFKA.put(topic, "a", "12345");
        Answer list = scene.eventually("/lists/" + topic, "[12345]");

        Answer head = scene.client().send("HEAD", "/lists/" + topic, "");

        assertThat(head.field("content-length")).isEqualTo("7");
        assertThat(head.body()).isEmpty();
        assertThat(head.etag()).isEqualTo(list.etag());
    }

    @Test
    void hidesNothingBehindAnAbortedTransaction() {
        String topic = KAFKA.compacted("list", partitions);
        KAFKA.putTo(0, topic, "a", "1");
        Map<String, Object> settings =
                Map.of("bootstrap.servers", KAFKA.bootstrap(), "transactional.id", "tx-" + topic);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var unused = producer.send(new ProducerRecord<>(topic, 0, TestKafka.bytes("a"), TestKafka.bytes("2")));
            producer.flush();
            producer.abortTransaction();
        }
        KAFKA.putTo(0, topic, "b", "3");

        scene.eventually("/lists/" + topic, "[1,3]");

        assertThat(get("/keys/" + topic + "/a/a").body()).isEqualTo("[1]");
    }

    @Test
    void waitsForAChangeOfTheList() {
        String topic = KAFKA.compacted("list", partitions);
        String before = scene.eventually("/lists/" + topic, "[]").etag();
        CompletableFuture<Answer> waiting =
                scene.client().getting("/lists/" + topic, "if-none-match", before, "prefer", "wait=30");

        KAFKA.put(topic, "a", "1");

        Answer answer = waiting.join();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("[1]");
        assertThat(answer.etag()).isNotEqualTo(before);
        assertThat(answer.field("preference-applied")).isEqualTo("wait=30");
    }

    @Test
    void waitsForADeletionFromTheList() {
        String topic = KAFKA.compacted("list", partitions);
        KAFKA.put(topic, "a", "1");
        String before = scene.eventually("/lists/" + topic, "[1]").etag();
        CompletableFuture<Answer> waiting =
                scene.client().getting("/lists/" + topic, "if-none-match", before, "prefer", "wait=30");

        KAFKA.put(topic, "a", null);

        assertThat(waiting.join().body()).isEqualTo("[]");
    }

    @Test
    void wakesAFilteredListByItsOwnRecordsOnly() {
        String topic = KAFKA.compacted("list", partitions);
        KAFKA.putTo(0, topic, "b", "2");
        scene.eventually("/lists/" + topic, "[2]");
        String before = scene.eventually("/tags/" + topic + "/x", "[]").etag();
        CompletableFuture<Answer> waiting =
                scene.client().getting("/tags/" + topic + "/x", "if-none-match", before, "prefer", "wait=30");
        KAFKA.putTo(0, topic, "b", "3");
        scene.eventually("/lists/" + topic, "[3]");
        await().during(Duration.ofMillis(100)).until(() -> !waiting.isDone());

        KAFKA.put(topic, "a", "1", "tag", "x");

        assertThat(waiting.join().body()).isEqualTo("[1]");
    }

    @Test
    void answersNotModifiedWhenTheWaitIsOver() {
        String topic = KAFKA.compacted("list", partitions);
        String before = scene.eventually("/lists/" + topic, "[]").etag();
        long start = System.nanoTime();

        Answer answer = get("/lists/" + topic, "if-none-match", before, "prefer", "wait=1");

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.etag()).isEqualTo(before);
        assertThat(answer.field("preference-applied")).isEqualTo("wait=1");
        assertThat(System.nanoTime() - start).isBetween(900_000_000L, 10_000_000_000L);
    }

    @Test
    void noticesATopicThatIsDeletedAndCreatedAgain() {
        String topic = KAFKA.compacted("list", partitions);
        KAFKA.put(topic, "a", "1");
        scene.eventually("/lists/" + topic, "[1]");

        KAFKA.delete(topic);
        scene.eventually("/lists/" + topic, answer -> answer.status() == 502);
        KAFKA.create(topic, partitions, Map.of("cleanup.policy", "compact"));
        KAFKA.put(topic, "b", "2");

        scene.eventually("/lists/" + topic, "[2]");
    }
}
