package io.sluice.kafka;

import static io.sluice.kafka.TestKafka.compacted;
import static io.sluice.kafka.TestKafka.write;
import static io.sluice.kafka.TestRecords.bytes;
import static io.sluice.kafka.TestSpecs.filter;
import static io.sluice.kafka.TestSpecs.list;
import static io.sluice.kafka.TestSpecs.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.config.ClusterLimits;
import io.sluice.engine.flow.Plan;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.http.TestRequest;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.FetchSpec;
import io.sluice.kafka.TestCall.Answer;
import io.sluice.kafka.cluster.KafkaCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FetchIT {
    private Cluster cluster = newCluster();

    private static Cluster newCluster() {
        return KafkaCluster.alone(TestSpecs.cluster(TestKafka.broker().bootstrap(), ClusterLimits.DEFAULT));
    }

    @AfterEach
    void close() {
        cluster.close();
        assertThat(TestCall.timers()).isZero();
    }

    private Plan start(FetchSpec spec) {
        Plan plan = cluster.fetch(spec);
        cluster.start();
        return plan;
    }

    private static TestCall call(Plan plan, String id, String... headers) {
        return TestCall.send(plan, TestRequest.of("GET", "/items/" + id, headers), Map.of("id", id), "");
    }

    private static Answer get(Plan plan, String id, String... headers) {
        return call(plan, id, headers).answer();
    }

    /** Asks until there is another answer than that the view is being read. */
    private static Answer ready(Plan plan, String id, String... headers) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> get(plan, id, headers), answer -> answer.problem() != ProblemType.NOT_READY);
    }

    private static void untilBody(Plan plan, String id, String body) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(get(plan, id).body()).isEqualTo(body));
    }

    @Test
    void readsTheLatestOfEachKeyFromAllPartitions() {
        String topic = compacted("items", 3);
        for (int i = 0; i < 30; i++) {
            write(topic, null, "k" + i, "old");
            write(topic, null, "k" + i, "\"v" + i + '"', "content-type", "application/json", "etag", "e" + i);
        }
        write(topic, null, "k7", null);
        Plan plan = start(one(topic));

        Answer found = ready(plan, "k3");
        Answer deleted = get(plan, "k7", "if-none-match", "*");
        Answer unknown = get(plan, "k99", "if-none-match", "\"AQIABA==\"");

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body()).isEqualTo("\"v3\"");
        assertThat(found.field("content-type")).isEqualTo("application/json");
        assertThat(found.field("etag")).endsWith("/e3\"");
        assertThat(get(plan, "k3", "if-none-match", found.field("etag")).status())
                .isEqualTo(304);
        assertThat(deleted.status()).isEqualTo(404);
        assertThat(unknown.status()).isEqualTo(404);
    }

    @Test
    void anEmptyValueIs204() {
        String topic = compacted("items", 1);
        write(topic, null, "a", "");

        assertThat(ready(start(one(topic)), "a").status()).isEqualTo(204);
    }

    @Test
    void anAbortedRecordHidesNothing() {
        String topic = compacted("items", 1);
        try (var producer = TestKafka.producer(Map.of("transactional.id", topic))) {
            producer.initTransactions();
            producer.beginTransaction();
            TestKafka.send(producer, TestKafka.record(topic, null, "a", "committed"));
            producer.commitTransaction();
            producer.beginTransaction();
            TestKafka.send(producer, TestKafka.record(topic, null, "a", "aborted"));
            producer.flush();
            producer.abortTransaction();
        }

        Answer answer = ready(start(one(topic)), "a");

        assertThat(answer.body()).isEqualTo("committed");
    }

    @Test
    void aTopicOfNothingButTransactionMarkersBecomesReady() {
        String topic = compacted("items", 1);
        try (var producer = TestKafka.producer(Map.of("transactional.id", topic))) {
            producer.initTransactions();
            producer.beginTransaction();
            TestKafka.send(producer, TestKafka.record(topic, null, "a", "aborted"));
            producer.flush();
            producer.abortTransaction();
        }

        Answer answer = ready(start(list(topic)), "");

        assertThat(answer.body()).isEqualTo("[]");
    }

    @Test
    void listsAreInOrderOfPartitionAndOffset() {
        String topic = TestKafka.topic("items", 3, Map.of());
        write(topic, 2, "c", "3");
        write(topic, 1, "b", "2");
        write(topic, 0, "a", "1");
        write(topic, 2, "d", "not json");
        write(topic, 2, null, "4");
        Plan plan = start(list(topic));

        Answer first = ready(plan, "");
        write(topic, 0, "a", "5");
        untilBody(plan, "", "[5,2,3,4]");
        Answer second = get(plan, "");

        assertThat(first.body()).isEqualTo("[1,2,3,4]");
        assertThat(first.field("content-type")).isEqualTo("application/json");
        assertThat(first.field("etag")).isNotEqualTo(second.field("etag"));
        assertThat(get(plan, "", "if-none-match", second.field("etag")).status())
                .isEqualTo(304);
    }

    @Test
    void filtersByHeaderAreUpheldWhileRecordsChange() {
        String topic = compacted("items", 1);
        write(topic, null, "a", "1", "color", "red");
        write(topic, null, "b", "2", "color", "blue");
        Plan plan = start(list(topic, filter(null, "color", "${params.id}")));

        Answer red = ready(plan, "red");
        write(topic, null, "c", "3", "color", "green");
        write(topic, null, "b", "4", "color", "red");
        untilBody(plan, "red", "[1,4]");

        assertThat(red.body()).isEqualTo("[1]");
        assertThat(get(plan, "blue").body()).isEqualTo("[]");
        write(topic, null, "a", null);
        untilBody(plan, "red", "[4]");
    }

    @Test
    void trafficOutsideOfAFilterDoesNotChangeItsEtag() {
        String topic = compacted("items", 1);
        write(topic, null, "a", "1", "color", "red");
        Plan plan = cluster.fetch(list(topic, filter(null, "color", "${params.id}")));
        Plan all = start(list(topic));
        String before = ready(plan, "red").field("etag");

        write(topic, null, "b", "2", "color", "blue");
        untilBody(all, "", "[1,2]");

        assertThat(get(plan, "red").field("etag")).isEqualTo(before);
    }

    @Test
    void aWaitingRequestIsWokenByItsItemOnly() {
        String topic = compacted("items", 1);
        write(topic, null, "b", "1");
        Plan plan = start(one(topic));
        String etag = ready(plan, "b").field("etag");

        TestCall created = call(plan, "a", "prefer", "wait=20");
        TestCall changed = call(plan, "b", "prefer", "wait=20", "if-none-match", etag);
        TestCall untouched = call(plan, "z", "prefer", "wait=1");
        write(topic, null, "a", "2");
        Answer afterCreation = created.answer();

        assertThat(afterCreation.body()).isEqualTo("2");
        assertThat(afterCreation.field("preference-applied")).isEqualTo("wait=20");
        assertThat(changed.isAnswered()).isFalse();
        assertThat(untouched.answer().status()).isEqualTo(404);
        write(topic, null, "b", "3");
        assertThat(changed.answer().body()).isEqualTo("3");
    }

    @Test
    void aConditionalRequestIsToldAtOnceThatItsItemIsGone() {
        String topic = compacted("items", 1);
        write(topic, null, "a", "1");
        Plan plan = start(one(topic));
        String etag = ready(plan, "a").field("etag");

        TestCall waiting = call(plan, "a", "prefer", "wait=60", "if-none-match", etag);
        write(topic, null, "a", null);

        assertThat(waiting.answer().status()).isEqualTo(404);
        assertThat(get(plan, "a", "prefer", "wait=60", "if-none-match", etag).status())
                .isEqualTo(404);
    }

    @Test
    void aWaitingRequestEndsWith304WhenNothingChanges() {
        String topic = compacted("items", 1);
        write(topic, null, "a", "1");
        Plan plan = start(one(topic));
        String etag = ready(plan, "a").field("etag");

        Answer answer = get(plan, "a", "prefer", "wait=1", "if-none-match", etag);

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.field("etag")).isEqualTo(etag);
    }

    @Test
    void aListWaitsForAnyChangeAndAFilteredOneForItsOwn() {
        String topic = compacted("items", 1);
        write(topic, null, "a", "1", "color", "red");
        Plan all = cluster.fetch(list(topic));
        Plan filtered = start(list(topic, filter(null, "color", "${params.id}")));
        String allTag = ready(all, "").field("etag");
        String redTag = ready(filtered, "red").field("etag");

        TestCall anything = call(all, "", "prefer", "wait=20", "if-none-match", allTag);
        TestCall red = call(filtered, "red", "prefer", "wait=20", "if-none-match", redTag);
        write(topic, null, "b", "2", "color", "blue");

        assertThat(anything.answer().body()).isEqualTo("[1,2]");
        assertThat(red.isAnswered()).isFalse();
        write(topic, null, "c", "3", "color", "red");
        assertThat(red.answer().body()).isEqualTo("[1,3]");
    }

    @Test
    void aClientThatGoesLeavesNothingBehind() {
        String topic = compacted("items", 1);
        Plan plan = start(one(topic));
        ready(plan, "a");

        for (int i = 0; i < 100; i++) {
            call(plan, "a", "prefer", "wait=30").disconnect();
        }

        assertThat(TestCall.timers()).isZero();
        await().untilAsserted(() -> assertThat(cluster.health().topics())
                .allSatisfy(health -> assertThat(health.waiting()).isZero()));
    }

    @Test
    void addedPartitionsAreReadToo() {
        String topic = compacted("items", 1);
        write(topic, 0, "a", "1");
        Plan plan = start(one(topic));
        ready(plan, "a");

        TestKafka.extend(topic, 3);
        write(topic, 2, "moved", "2");

        untilBody(plan, "moved", "2");
        assertThat(get(plan, "a").body()).isEqualTo("1");
    }

    @Test
    void aTopicThatIsCreatedAnewIsReadAnew() {
        String topic = compacted("items", 1);
        write(topic, null, "a", "1");
        write(topic, null, "b", "1");
        Plan plan = start(one(topic));
        ready(plan, "a");

        TestKafka.delete(topic);
        await().atMost(Duration.ofSeconds(20)).until(() -> get(plan, "a").status() == 502);
        TestKafka.broker().createTopic(topic, 1, Map.of("cleanup.policy", "compact"));
        write(topic, null, "a", "2");

        untilBody(plan, "a", "2");
        assertThat(get(plan, "b").status()).isEqualTo(404);
    }

    @Test
    void whatRetentionRemovesIsGone() {
        String topic = TestKafka.topic("events", 1, Map.of());
        String filtered = TestKafka.topic("events", 1, Map.of());
        for (String name : List.of(topic, filtered)) {
            write(name, null, "a", "1", "color", "red");
            write(name, null, null, "2", "color", "red");
            write(name, null, "c", "3", "color", "red");
        }
        Plan all = cluster.fetch(list(topic));
        Plan red = start(list(filtered, filter(null, "color", "${params.id}")));
        String etag = ready(all, "").field("etag");
        ready(red, "red");

        TestKafka.trim(topic, 2);
        TestKafka.trim(filtered, 2);
        untilBody(all, "", "[3]");
        untilBody(red, "red", "[3]");

        assertThat(get(all, "", "if-none-match", etag).status()).isEqualTo(200);
    }

    @Test
    void aTopicWhoseRecordsAreAllGoneIsEmptyNotUnready() {
        String topic = TestKafka.topic("events", 1, Map.of());
        write(topic, null, "a", "1");
        TestKafka.trim(topic, 1);

        Answer answer = ready(start(list(topic)), "");

        assertThat(answer.body()).isEqualTo("[]");
    }

    @Test
    void aMissingTopicIs502AndDelaysNoOther() {
        String missing = TestKafka.name("missing");
        String topic = compacted("items", 1);
        write(topic, null, "a", "1");
        Plan broken = cluster.fetch(one(missing));
        Plan plan = start(one(topic));

        assertThat(ready(plan, "a").body()).isEqualTo("1");
        assertThat(ready(broken, "a").problem()).isEqualTo(ProblemType.TOPIC_MISSING);
        TestKafka.broker().createTopic(missing, 1, Map.of());
        write(missing, null, "a", "late");
        untilBody(broken, "a", "late");
    }

    @Test
    void topicsNamedByRequestsAreOpenedOnDemandAndBounded() {
        cluster = KafkaCluster.alone(
                TestSpecs.cluster(TestKafka.broker().bootstrap(), new ClusterLimits(1 << 20, 1 << 20, 2, 2)));
        List<String> topics = List.of(compacted("tenant", 1), compacted("tenant", 1), compacted("tenant", 1));
        topics.forEach(topic -> write(topic, null, "a", '"' + topic + '"'));
        Plan plan = start(TestSpecs.fetch("${params.topic}", List.of(filter("a")), null));

        for (int round = 0; round < 2; round++) {
            for (String topic : topics) {
                Answer answer = TestCall.send(plan, TestRequest.get("/" + topic), Map.of("topic", topic), "")
                        .answer();
                assertThat(answer.body()).isEqualTo('"' + topic + '"');
            }
        }

        assertThat(cluster.health().topics()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void topicNamesOfRequestsMayBeAnything() {
        Plan plan = start(TestSpecs.fetch("${params.topic}", List.of(filter("a")), null));
        String absent = Uuid.randomUuid().toString();

        for (String hostile : List.of("", ".", "..", "__consumer_offsets", "a/b", "a b", "é", "a".repeat(250))) {
            Answer answer = TestCall.send(plan, TestRequest.get("/x"), Map.of("topic", hostile), "")
                    .answer();
            assertThat(answer.status()).as(hostile).isEqualTo(404);
        }
        Answer answer = TestCall.send(plan, TestRequest.get("/x"), Map.of("topic", "t" + absent), "")
                .answer();
        assertThat(answer.problem()).isEqualTo(ProblemType.TOPIC_MISSING);
    }

    @Test
    void aKeyIsComparedAsBytes() {
        String topic = compacted("items", 1);
        write(topic, null, "ключ/é", "1");

        Answer answer = ready(start(one(topic)), "ключ/é");

        assertThat(answer.body()).isEqualTo("1");
        assertThat(bytes("ключ/é")).hasSizeGreaterThan("ключ/é".length());
    }
}
