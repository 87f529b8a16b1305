package io.sluice.rest.consumer;

import static io.sluice.rest.consumer.TestConsumers.OPTIONS;
import static io.sluice.rest.consumer.TestKafka.failure;
import static io.sluice.rest.consumer.TestKafka.get;
import static io.sluice.rest.consumer.TestKafka.name;
import static io.sluice.rest.consumer.TestKafka.read;
import static io.sluice.rest.consumer.TestKafka.topic;
import static io.sluice.rest.consumer.TestKafka.values;
import static io.sluice.rest.consumer.TestKafka.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rest.broker.BrokerLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one instance does with topics and partitions. */
@Timeout(60)
class ConsumersIT {
    private static final BrokerLoop LOOP = TestConsumers.startLoop();
    private static final Consumers CONSUMERS = new Consumers(LOOP, TestConsumers.settings());
    private static final Consumers STRICT = new Consumers(LOOP, TestConsumers.settings(true, 64L << 20, 10));

    @BeforeAll
    static void start() {
        CONSUMERS.start();
    }

    @AfterAll
    static void close() {
        CONSUMERS.close();
        STRICT.close();
        LOOP.close();
    }

    private static ConsumerInstance create(ConsumerOptions options) {
        return TestConsumers.create(CONSUMERS, name("group"), options);
    }

    /** An instance that reads partition 0 of a topic. */
    private static ConsumerInstance reading(String topic, ConsumerOptions options) {
        var instance = create(options);
        get(instance.assign(List.of(new TopicPartition(topic, 0))));
        return instance;
    }

    @Test
    void readsPartitionsThatAreAssigned() {
        String topic = topic("assigned", 2);
        write(topic, 1, "a", "b");
        var partition = new TopicPartition(topic, 1);
        var instance = create(OPTIONS);

        get(instance.assign(List.of(partition)));

        assertThat(read(instance, 2)).containsExactly("a", "b");
        assertThat(get(instance.assignment())).containsExactly(partition);
        assertThat(get(instance.subscription())).isEmpty();
    }

    @Test
    void goesOnWhereTheGroupHasCommitted() {
        String topic = topic("committed", 1);
        var partition = new TopicPartition(topic, 0);
        var committed = Map.of(partition, new OffsetAndMetadata(1, "so far"));
        write(topic, 0, "a", "b", "c");
        String group = name("group");
        var first = TestConsumers.create(CONSUMERS, group, OPTIONS.withAutoCommit(false));
        get(first.subscribe(List.of(topic)));
        assertThat(read(first, 3)).containsExactly("a", "b", "c");
        get(first.commit(committed));
        get(first.unsubscribe());

        var second = TestConsumers.create(CONSUMERS, group, OPTIONS);
        get(second.subscribe(List.of(topic)));

        assertThat(get(second.committed(List.of(partition, new TopicPartition(topic, 7)))))
                .isEqualTo(committed);
        assertThat(read(second, 2)).containsExactly("b", "c");
    }

    @Test
    void commitsWhatWasHandedOutWhenItEnds() {
        String topic = topic("ended", 1);
        write(topic, 0, "a", "bb", "ccc");
        String group = name("group");
        CONSUMERS.create(group, "first", OPTIONS);
        var first = CONSUMERS.find(group, "first").orElseThrow();
        get(first.subscribe(List.of(topic)));
        assertThat(values(get(first.read(null, 4)).records())).containsExactly("a", "bb");
        assertThat(CONSUMERS.delete(group, "first")).isTrue();

        var second = TestConsumers.create(CONSUMERS, group, OPTIONS);
        get(second.subscribe(List.of(topic)));

        assertThat(read(second, 1)).containsExactly("ccc");
    }

    @Test
    void commitsPositionsThatLeaveOutWhatIsBuffered() {
        String topic = topic("positions", 1);
        var partition = new TopicPartition(topic, 0);
        write(topic, 0, "a", "b", "c");
        var instance = reading(topic, OPTIONS.withAutoCommit(false));
        assertThat(values(get(instance.read(null, 2)).records())).containsExactly("a");

        get(instance.commit());

        assertThat(get(instance.committed(List.of(partition)))).isEqualTo(Map.of(partition, new OffsetAndMetadata(1)));
    }

    @Test
    void refusesToCommitWhatIsNotThere() {
        var instance = create(OPTIONS);

        assertThat(failure(instance.commit(Map.of(new TopicPartition("nowhere", 0), new OffsetAndMetadata(1)))))
                .isInstanceOf(UnknownTopicOrPartitionException.class)
                .hasMessageContaining("nowhere-0");
    }

    @Test
    void readsWhatIsWrittenAfterTheSubscription() {
        String topic = topic("latest", 3);
        write(topic, 0, "before");
        var instance = create(OPTIONS.withReset(ResetPolicy.LATEST));

        get(instance.subscribe(List.of(topic)));
        write(topic, 1, "after");

        assertThat(read(instance, 1)).containsExactly("after");
    }

    @Test
    void goesWhereItIsTold() {
        String topic = topic("seek", 1);
        var partition = new TopicPartition(topic, 0);
        for (int i = 0; i < 4; i++) {
            write(new ProducerRecord<>(topic, 0, 1_000L * (i + 1), null, "v" + i));
        }
        var instance = create(OPTIONS);
        get(instance.subscribe(List.of(topic)));

        get(instance.seek(Map.of(partition, 3L)));
        assertThat(read(instance, 1)).containsExactly("v3");
        get(instance.seekToBeginning(List.of()));
        assertThat(values(get(instance.read(null, 3)).records())).containsExactly("v0");
        get(instance.seekToTimestamps(Map.of(partition, 2_500L))); // v1 is buffered and gone
        assertThat(read(instance, 2)).containsExactly("v2", "v3");
        get(instance.seekToTimestamps(Map.of(partition, 9_000L)));
        write(topic, 0, "v4");
        assertThat(read(instance, 1)).containsExactly("v4");
        get(instance.seek(Map.of(partition, 0L)));
        get(instance.seekToEnd(List.of(partition)));
        write(topic, 0, "v5");
        assertThat(read(instance, 1)).containsExactly("v5");
        assertThat(failure(instance.seek(Map.of(new TopicPartition(topic, 1), 0L))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("No current assignment for partition " + topic + "-1");
        assertThat(failure(instance.seek(Map.of(partition, -1L)))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void goesWhereThePolicySaysWhenAnOffsetIsNotThere() {
        String topic = topic("beyond", 1);
        var partition = new TopicPartition(topic, 0);
        write(topic, 0, "a");
        var instance = reading(topic, OPTIONS);
        var strict = reading(topic, OPTIONS.withReset(ResetPolicy.parse("none")));

        get(instance.seek(Map.of(partition, 50L)));

        assertThat(read(instance, 1)).containsExactly("a");
        assertThat(failure(strict.read(null, 0))).isInstanceOf(NoOffsetForPartitionException.class);
        get(strict.seek(Map.of(partition, 50L)));
        assertThat(failure(strict.read(null, 0)))
                .isInstanceOf(org.apache.kafka.clients.consumer.OffsetOutOfRangeException.class);
    }

    @Test
    void readsEitherTopicsOrPartitionsOrWhatAPatternMatches() {
        String topic = topic("either", 1);
        var partition = new TopicPartition(topic, 0);
        var instance = create(OPTIONS);
        String exclusive = "Subscription to topics, partitions and pattern are mutually exclusive";

        assertThat(failure(instance.read(null, 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Consumer is not subscribed to any topics or assigned any partitions");
        get(instance.subscribe(List.of(topic)));
        assertThat(failure(instance.assign(List.of(partition)))).hasMessage(exclusive);
        assertThat(failure(instance.subscribePattern("x.*"))).hasMessage(exclusive);
        get(instance.unsubscribe());
        get(instance.assign(List.of(partition)));
        assertThat(failure(instance.subscribe(List.of(topic)))).hasMessage(exclusive);
        get(instance.assign(List.of()));
        assertThat(get(instance.assignment())).isEmpty();
        assertThat(failure(instance.subscribe(List.of("")))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void answersALongReadWhenARecordComes() {
        String topic = topic("long", 1);
        var instance = reading(topic, OPTIONS.withRequestTimeout(Duration.ofSeconds(40)));
        var order = new ArrayList<String>();

        var read = instance.read(null, 0);
        assertThat(get(instance.assignment())).hasSize(1); // the loop is past the beginning of the read
        assertThat(read).isNotDone();
        order.add("written");
        write(topic, 0, "a");
        order.addAll(values(get(read).records()));

        assertThat(order).containsExactly("written", "a");
    }

    @Test
    void givesEachRecordToOneOfTwoReads() {
        String topic = topic("shared", 1);
        var instance = reading(topic, OPTIONS);

        var one = instance.read(null, 2);
        var two = instance.read(null, 2);
        write(topic, 0, "a", "b");

        assertThat(values(get(one).records())).containsExactly("a");
        assertThat(values(get(two).records())).containsExactly("b");
    }

    @Test
    void readsAgainWhatIsGivenBack() {
        String topic = topic("back", 1);
        write(topic, 0, "a", "b", "c");
        var partition = new TopicPartition(topic, 0);
        var instance = reading(topic, OPTIONS);
        var batch = get(instance.read(null, 0));
        assertThat(values(batch.records())).containsExactly("a", "b", "c");

        get(instance.giveBack(batch, 1));
        get(instance.commit());

        assertThat(get(instance.committed(List.of(partition)))).isEqualTo(Map.of(partition, new OffsetAndMetadata(1)));
        assertThat(read(instance, 2)).containsExactly("b", "c");
        get(instance.seek(Map.of(partition, 2L)));
        get(instance.giveBack(batch, 0)); // older than the seek
        assertThat(read(instance, 1)).containsExactly("c");
    }

    @Test
    void saysThatARecordIsTooLargeForTheRead() {
        String topic = topic("large", 1);
        write(topic, 0, "0123456789");
        var instance = reading(topic, OPTIONS);
        var strict = TestConsumers.create(STRICT, name("group"), OPTIONS.withRequestTimeout(Duration.ofMillis(200)));
        get(strict.assign(List.of(new TopicPartition(topic, 0))));

        assertThat(failure(instance.read(null, 10)))
                .isInstanceOf(RecordTooLargeException.class)
                .hasMessageContaining(topic + "-0")
                .hasMessageContaining("10 bytes")
                .hasMessageContaining("at least 11");
        assertThat(values(get(instance.read(null, 11)).records())).containsExactly("0123456789");
        assertThat(get(strict.read(null, 10)).records()).isEmpty();
        assertThat(values(get(strict.read(null, 11)).records())).containsExactly("0123456789");
    }

    @Test
    void waitsForMoreThanTheBytesAskedForWhenStrict() {
        String topic = topic("strict", 1);
        write(topic, 0, "a", "b");
        var options = OPTIONS.withRequestTimeout(Duration.ofSeconds(40)).withFetchMinBytes(2);
        var instance = TestConsumers.create(STRICT, name("group"), options);
        get(instance.assign(List.of(new TopicPartition(topic, 0))));

        var read = instance.read(null, 0);
        write(topic, 0, "c");

        assertThat(values(get(read).records())).containsExactly("a", "b", "c");
    }

    @Test
    void findsTopicsThatAPatternMatches() {
        String prefix = name("pattern");
        TestKafka.broker().createTopic(prefix + "-a", 1, Map.of());
        write(prefix + "-a", 0, "a");
        var instance = create(OPTIONS);

        get(instance.subscribePattern(prefix + "-[ab]"));
        assertThat(get(instance.subscription())).containsExactly(prefix + "-a");
        assertThat(read(instance, 1)).containsExactly("a");
        TestKafka.broker().createTopic(prefix + "-b", 1, Map.of());
        write(prefix + "-b", 0, "b");

        assertThat(read(instance, 1)).containsExactly("b");
        assertThat(get(instance.subscription())).containsExactlyInAnyOrder(prefix + "-a", prefix + "-b");
        assertThat(failure(instance.subscribePattern("(")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not valid");
    }

    @Test
    void readsATopicOnceItIsThere() {
        String topic = name("later");
        var instance = create(OPTIONS);
        get(instance.subscribe(List.of(topic)));

        TestKafka.broker().createTopic(topic, 1, Map.of());
        write(topic, 0, "a");

        assertThat(read(instance, 1)).containsExactly("a");
    }

    @Test
    void failsReadsOfAnInvalidTopic() {
        var instance = create(OPTIONS);

        get(instance.subscribe(List.of("no good")));

        assertThat(failure(instance.read(null, 0)))
                .isInstanceOf(InvalidTopicException.class)
                .hasMessageContaining("no good");
    }

    @Test
    void readsPartitionsBesideOnesThatAreNotThere() {
        String topic = topic("beside", 1);
        write(topic, 0, "a");
        var instance = create(OPTIONS);

        get(instance.assign(List.of(new TopicPartition(topic, 99), new TopicPartition(topic, 0))));

        assertThat(read(instance, 1)).containsExactly("a");
    }

    @Test
    void leavesOutAbortedTransactionsIfAsked() {
        String topic = topic("aborted", 1);
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestKafka.broker().bootstrap(), "transactional.id", topic);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var unused = producer.send(new ProducerRecord<>(topic, 0, null, "aborted"));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            var unused2 = producer.send(new ProducerRecord<>(topic, 0, null, "good"));
            producer.commitTransaction();
        }
        var partition = new TopicPartition(topic, 0);
        var committed = reading(topic, OPTIONS.withIsolation(IsolationLevel.READ_COMMITTED));
        var all = reading(topic, OPTIONS);

        assertThat(read(committed, 1)).containsExactly("good");
        assertThat(read(all, 2)).containsExactly("aborted", "good");
        get(all.commit());
        assertThat(get(all.committed(List.of(partition)))).isEqualTo(Map.of(partition, new OffsetAndMetadata(4)));
    }

    @Test
    void readsMoreThanOneFetchBrings() {
        String topic = topic("much", 4);
        String value = "x".repeat(5_000);
        IntStream.range(0, 600).parallel().forEach(i -> write(topic, i % 4, i + value));
        var instance = create(OPTIONS);
        get(instance.subscribe(List.of(topic)));

        assertThat(read(instance, 600)).hasSize(600).doesNotHaveDuplicates();
    }

    @Test
    void dropsWhatOthersBufferedAndFetchesItAgain() {
        String topic = topic("evicted", 1);
        String value = "x".repeat(2_000);
        IntStream.range(0, 10).forEach(i -> write(topic, 0, i + value));
        var partition = List.of(new TopicPartition(topic, 0));
        try (var small = new Consumers(LOOP, TestConsumers.settings(false, 10_000, 10))) {
            var one = TestConsumers.create(small, name("group"), OPTIONS);
            var two = TestConsumers.create(small, name("group"), OPTIONS);
            get(one.assign(partition));
            get(two.assign(partition));
            List<String> ones = new ArrayList<>();
            List<String> twos = new ArrayList<>();

            for (int i = 0; i < 5; i++) {
                ones.addAll(values(get(one.read(null, 4_500)).records()));
                twos.addAll(values(get(two.read(null, 4_500)).records()));
            }

            assertThat(ones).hasSize(10).doesNotHaveDuplicates().isEqualTo(twos);
        }
    }

    @Test
    void tellsWhatTheClusterSaysOfATopic() {
        String topic = topic("metadata", 2);

        var known = get(LOOP.metadata(topic, false));

        assertThat(known.error()).isEqualTo(Errors.NONE);
        assertThat(known.partitions()).hasSize(2).allSatisfy(partition -> {
            assertThat(partition.leader()).isEqualTo(1);
            assertThat(partition.replicas()).containsExactly(1);
            assertThat(partition.inSync()).containsExactly(1);
        });
        assertThat(get(LOOP.metadata("nowhere", true)).error()).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
    }
}
