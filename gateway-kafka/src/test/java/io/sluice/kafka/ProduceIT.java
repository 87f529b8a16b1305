package io.sluice.kafka;

import static io.sluice.kafka.TestKafka.compacted;
import static io.sluice.kafka.TestKafka.write;
import static io.sluice.kafka.TestSpecs.correlated;
import static io.sluice.kafka.TestSpecs.oneWay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.config.ClusterLimits;
import io.sluice.engine.flow.Plan;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.http.TestRequest;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.Delivery;
import io.sluice.kafka.TestCall.Answer;
import io.sluice.kafka.cluster.KafkaCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ProduceIT {
    private static final ClusterLimits SMALL = new ClusterLimits(1 << 20, 1 << 20, 2, 2);
    private final List<Cluster> clusters = new ArrayList<>();

    private Cluster newCluster(ClusterLimits limits) {
        var cluster = KafkaCluster.alone(TestSpecs.cluster(TestKafka.broker().bootstrap(), limits));
        clusters.add(cluster);
        return cluster;
    }

    private Cluster newCluster() {
        return newCluster(ClusterLimits.DEFAULT);
    }

    @AfterEach
    void close() {
        clusters.forEach(Cluster::close);
        assertThat(TestCall.timers()).isZero();
    }

    private static TestCall call(Plan plan, String method, String id, String body, String... headers) {
        return TestCall.send(plan, TestRequest.of(method, "/items/" + id, headers), Map.of("id", id), body);
    }

    private static Answer send(Plan plan, String method, String id, String body, String... headers) {
        return call(plan, method, id, body, headers).answer();
    }

    /** Sends until the reply topic has been read. */
    private static Answer ready(Plan plan, String method, String id, String body, String... headers) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> send(plan, method, id, body, headers),
                        answer -> answer.problem() != ProblemType.NOT_READY);
    }

    private static Answer followUp(Plan plan, String location, String... headers) {
        String id = location.substring("/items/".length(), location.indexOf(";cid="));
        String correlationId = location.substring(location.indexOf(";cid=") + 5);
        Map<String, String> params = new LinkedHashMap<>();
        params.put("id", id);
        params.put("correlationId", correlationId);
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> TestCall.send(plan, TestRequest.of("GET", location, headers), params, "")
                                .answer(),
                        answer -> answer.problem() != ProblemType.NOT_READY);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** The only record of a topic, once it is there. */
    private static ConsumerRecord<byte[], byte[]> only(String topic) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !TestKafka.read(topic).isEmpty());
        List<ConsumerRecord<byte[], byte[]>> records = TestKafka.read(topic);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static void reply(String replies, String correlationId, String status, String body) {
        write(replies, null, null, body, ":status", status, "zilla:correlation-id", correlationId);
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void aOneWayRequestIsAnsweredWhenItsRecordIsDelivered(Delivery acks) {
        String topic = compacted("commands", 1);
        Cluster cluster = newCluster();
        Plan plan = cluster.produce(oneWay(topic, acks));
        cluster.start();

        Answer answer = send(plan, "PUT", "a", "body", "content-type", "text/plain", "user-agent", "test");

        assertThat(answer.status()).isEqualTo(204);
        ConsumerRecord<byte[], byte[]> record = only(topic);
        assertThat(record.key()).asString().isEqualTo("a");
        assertThat(record.value()).asString().isEqualTo("body");
        assertThat(record.headers().toArray()).hasSize(1);
        assertThat(header(record, "content-type")).isEqualTo("text/plain");
    }

    @Test
    void deletingOneWayWritesATombstone() {
        String topic = compacted("commands", 1);
        Cluster cluster = newCluster();
        Plan plan = cluster.produce(oneWay(topic, Delivery.IN_SYNC_REPLICAS));
        cluster.start();

        assertThat(send(plan, "DELETE", "a", "ignored").status()).isEqualTo(204);

        assertThat(only(topic).value()).isNull();
    }

    @Test
    void aRecordThatTheTopicRefusesIs413Or422() {
        String small = TestKafka.topic("small", 1, Map.of("max.message.bytes", "1000"));
        String compacted = compacted("commands", 1);
        Cluster cluster = newCluster();
        Plan toSmall = cluster.produce(oneWay(small, Delivery.IN_SYNC_REPLICAS));
        Plan keyless = cluster.produce(TestSpecs.produce(compacted, Delivery.LEADER_ONLY, null, null));
        cluster.start();

        assertThat(send(toSmall, "PUT", "a", "x".repeat(5_000)).problem()).isEqualTo(ProblemType.RECORD_TOO_LARGE);
        assertThat(send(keyless, "PUT", "a", "1").problem()).isEqualTo(ProblemType.RECORD_INVALID);
        assertThat(send(toSmall, "PUT", "a", "small").status()).isEqualTo(204);
    }

    @Test
    void aMissingTopicIs502UntilItIsThereAndDelaysNoOther() {
        String missing = TestKafka.name("missing");
        String topic = compacted("commands", 1);
        Cluster cluster = newCluster();
        Plan broken = cluster.produce(oneWay(missing, Delivery.IN_SYNC_REPLICAS));
        Plan plan = cluster.produce(oneWay(topic, Delivery.IN_SYNC_REPLICAS));
        cluster.start();

        assertThat(send(broken, "PUT", "a", "1").problem()).isEqualTo(ProblemType.TOPIC_MISSING);
        assertThat(send(plan, "PUT", "a", "1").status()).isEqualTo(204);
        TestKafka.broker().createTopic(missing, 1, Map.of());

        await().atMost(Duration.ofSeconds(10))
                .until(() -> send(broken, "PUT", "a", "1").status() == 204);
    }

    @Test
    void aQueueThatIsFullIs503() {
        String topic = compacted("commands", 1);
        Cluster cluster = newCluster(SMALL);
        Plan plan = cluster.produce(oneWay(topic, Delivery.IN_SYNC_REPLICAS));
        cluster.start();

        assertThat(send(plan, "PUT", "a", "x".repeat(1 << 20)).problem()).isEqualTo(ProblemType.OVERLOADED);
        assertThat(send(plan, "PUT", "a", "x".repeat(1 << 19)).status()).isEqualTo(204);
        assertThat(cluster.health().queuedBytes()).isZero();
    }

    @Test
    void whoWroteReadsItAtOnce() {
        String topic = compacted("items", 3);
        Cluster cluster = newCluster();
        Plan put = cluster.produce(oneWay(topic, Delivery.IN_SYNC_REPLICAS));
        Plan get = cluster.fetch(TestSpecs.one(topic));
        Plan list = cluster.fetch(TestSpecs.list(topic));
        cluster.start();
        ready(get, "GET", "0", "");

        for (int i = 0; i < 500; i++) {
            String id = Integer.toString(i % 7);
            assertThat(send(put, "PUT", id, "" + i).status()).isEqualTo(204);
            if (i % 2 == 0) {
                assertThat(send(get, "GET", id, "").body()).isEqualTo("" + i);
            } else {
                assertThat(send(list, "GET", id, "").body()).contains("" + i);
            }
        }
    }

    @Test
    void aSynchronousRequestGetsItsReply() {
        String commands = compacted("commands", 1);
        String replies = TestKafka.topic("replies", 3, Map.of());
        Cluster cluster = newCluster();
        Plan plan = cluster.produce(correlated(commands, replies));
        cluster.start();
        ready(plan, "PUT", "warm", "{}", "prefer", "respond-async");

        TestCall call = call(plan, "PUT", "a", "{}", "idempotency-key", "k1", "x-trace", "1");
        await().until(() -> TestKafka.read(commands).size() == 2);
        ConsumerRecord<byte[], byte[]> command = TestKafka.read(commands).get(1);
        String id = header(command, "zilla:correlation-id");
        reply(replies, id, "201", "done");
        reply(replies, id, "500", "a second reply");

        assertThat(call.answer().status()).isEqualTo(201);
        assertThat(call.answer().body()).isEqualTo("done");
        assertThat(header(command, "zilla:reply-to")).isEqualTo(replies);
        assertThat(header(command, ":path")).isEqualTo("/items/a");
        assertThat(id).startsWith("k1-");
        Answer replay = send(plan, "PUT", "a", "{}", "idempotency-key", "k1", "x-trace", "2");
        assertThat(replay.status()).isEqualTo(201);
        assertThat(TestKafka.read(commands)).hasSize(2);
    }

    @Test
    void withoutAReplyTheRequestEnds() {
        String commands = compacted("commands", 1);
        String replies = TestKafka.topic("replies", 1, Map.of());
        Cluster cluster = newCluster();
        Plan plan = cluster.produce(correlated(commands, replies));
        cluster.start();

        Answer answer = ready(plan, "PUT", "a", "{}", "prefer", "wait=1");

        assertThat(answer.problem()).isEqualTo(ProblemType.TIMEOUT);
    }

    @Test
    void equalRequestsAtOnceAreOneRecordAndOneReplyAnswersAll() {
        String commands = compacted("commands", 1);
        String replies = TestKafka.topic("replies", 1, Map.of());
        Cluster cluster = newCluster();
        Plan plan = cluster.produce(correlated(commands, replies));
        cluster.start();
        ready(plan, "PUT", "warm", "{}", "prefer", "respond-async");

        List<TestCall> calls = IntStream.range(0, 20)
                .mapToObj(i -> call(plan, "PUT", "a", "{}", "idempotency-key", "same", "user-agent", "" + i))
                .toList();
        await().until(() -> TestKafka.read(commands).size() >= 2);
        reply(replies, header(TestKafka.read(commands).get(1), "zilla:correlation-id"), "200", "once");

        assertThat(calls).allSatisfy(call -> assertThat(call.answer().body()).isEqualTo("once"));
        assertThat(TestKafka.read(commands)).hasSize(2);
    }

    @Test
    void anAsynchronousRequestIsFollowedUpOnAnyGatewayAndAfterARestart() {
        String commands = compacted("commands", 1);
        String replies = TestKafka.topic("replies", 1, Map.of());
        Cluster first = newCluster();
        Plan plan = first.produce(correlated(commands, replies));
        first.start();
        Cluster second = newCluster();
        Plan elsewhere = second.produce(correlated(commands, replies));
        second.start();

        Answer accepted = ready(plan, "PUT", "a", "{}", "prefer", "respond-async");
        String location = accepted.field("location");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.field("preference-applied")).isEqualTo("respond-async");
        assertThat(followUp(plan, location).status()).isEqualTo(202);
        assertThat(followUp(plan, location, "prefer", "wait=1").field("location"))
                .isEqualTo(location);
        reply(replies, header(only(commands), "zilla:correlation-id"), "201", "done");

        assertThat(followUp(plan, location, "prefer", "wait=20").status()).isEqualTo(201);
        assertThat(followUp(elsewhere, location, "prefer", "wait=20").body()).isEqualTo("done");
        first.close();
        Cluster third = newCluster();
        Plan restarted = third.produce(correlated(commands, replies));
        third.start();
        assertThat(followUp(restarted, location).body()).isEqualTo("done");
        assertThat(followUp(restarted, location.replace("/a;", "/b;")).status()).isEqualTo(404);
    }

    @Test
    void anAsynchronousRequestMayWaitForItsReply() {
        String commands = compacted("commands", 1);
        String replies = TestKafka.topic("replies", 1, Map.of());
        Cluster cluster = newCluster();
        Plan plan = cluster.produce(correlated(commands, replies));
        cluster.start();

        Answer late = ready(plan, "PUT", "a", "{}", "prefer", "respond-async, wait=1");
        TestCall inTime = call(plan, "PUT", "b", "{}", "prefer", "respond-async, wait=20");
        await().until(() -> TestKafka.read(commands).size() == 2);
        reply(replies, header(TestKafka.read(commands).get(1), "zilla:correlation-id"), "200", "in time");

        assertThat(late.status()).isEqualTo(202);
        assertThat(inTime.answer().body()).isEqualTo("in time");
    }

    @Test
    void aReplyThatTheStoreHasNoRoomForIsReadAgain() {
        String commands = compacted("commands", 1);
        String replies = TestKafka.topic("replies", 1, Map.of());
        Cluster cluster = newCluster(SMALL);
        Plan plan = cluster.produce(correlated(commands, replies));
        cluster.start();
        List<String> locations = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            locations.add(
                    ready(plan, "PUT", "a" + i, "{}", "prefer", "respond-async").field("location"));
        }
        await().until(() -> TestKafka.read(commands).size() == 8);

        List<ConsumerRecord<byte[], byte[]>> records = TestKafka.read(commands);
        for (int i = 0; i < 8; i++) {
            reply(replies, header(records.get(i), "zilla:correlation-id"), "200", ("" + i).repeat(400_000));
        }

        for (int i = 0; i < 8; i++) {
            Answer answer = followUp(plan, locations.get(i), "prefer", "wait=20");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(("" + i).repeat(400_000));
        }
    }

    @Test
    void aMissingReplyTopicIs502AndNothingIsWritten() {
        String commands = compacted("commands", 1);
        Cluster cluster = newCluster();
        Plan plan = cluster.produce(correlated(commands, TestKafka.name("missing")));
        cluster.start();

        Answer answer = ready(plan, "PUT", "a", "{}");

        assertThat(answer.problem()).isEqualTo(ProblemType.TOPIC_MISSING);
        assertThat(TestKafka.read(commands)).isEmpty();
    }

    @Test
    void replyTopicsThatDoNotExistDoNotTakeTheRoomOfThoseThatDo() {
        String commands = compacted("commands", 1);
        String replies = TestKafka.topic("replies", 1, Map.of());
        Cluster cluster = newCluster(SMALL);
        var spec =
                TestSpecs.produce(commands, Delivery.IN_SYNC_REPLICAS, "${params.id}", TestSpecs.reply("${params.id}"));
        Plan plan = cluster.produce(spec);
        cluster.start();

        for (int i = 0; i < 4; i++) {
            String missing = TestKafka.name("missing");
            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            send(plan, "PUT", missing, "{}", "prefer", "wait=1").problem()
                                    == ProblemType.TOPIC_MISSING);
        }

        Answer answer = ready(plan, "PUT", replies, "{}", "prefer", "respond-async");
        assertThat(answer.status()).isEqualTo(202);
    }
}
