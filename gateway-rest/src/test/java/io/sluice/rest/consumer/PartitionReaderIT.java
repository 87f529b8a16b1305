package io.sluice.rest.consumer;

import static io.sluice.rest.consumer.TestKafka.failure;
import static io.sluice.rest.consumer.TestKafka.get;
import static io.sluice.rest.consumer.TestKafka.topic;
import static io.sluice.rest.consumer.TestKafka.values;
import static io.sluice.rest.consumer.TestKafka.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rest.broker.BrokerLoop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What readers without a group do. */
@Timeout(60)
class PartitionReaderIT {
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final BrokerLoop LOOP = TestConsumers.startLoop();
    private static final PartitionReaders READERS = new PartitionReaders(LOOP, 3, 1 << 20);

    @AfterAll
    static void close() {
        READERS.close();
        LOOP.close();
    }

    private static PartitionReader open(String topic, Map<Integer, Start> starts) {
        return get(READERS.open(topic, starts, IsolationLevel.READ_UNCOMMITTED));
    }

    private static Throwable refusal(String topic, int partition) {
        return failure(READERS.open(topic, Map.of(partition, Start.EARLIEST), IsolationLevel.READ_UNCOMMITTED));
    }

    @Test
    void beginsWhereItIsTold() {
        String topic = topic("starts", 4);
        for (int partition = 0; partition < 4; partition++) {
            for (int i = 0; i < 3; i++) {
                write(new ProducerRecord<>(topic, partition, 1_000L * (i + 1), null, partition + "/" + i));
            }
        }
        var starts = Map.of(0, Start.EARLIEST, 1, Start.offset(1), 2, Start.timestamp(2_500), 3, Start.LATEST);
        try (var reader = open(topic, starts)) {

            var records = values(get(reader.next(WAIT, 100, 1_000)));

            assertThat(records).containsExactlyInAnyOrder("0/0", "0/1", "0/2", "1/1", "1/2", "2/2");
            write(topic, 3, "new");
            assertThat(values(get(reader.next(WAIT, 100, 1_000)))).containsExactly("new");
        }
    }

    @Test
    void givesNoMoreThanItIsAskedFor() {
        String topic = topic("bounds", 1);
        write(topic, 0, "a", "b", "c", "d");
        try (var reader = open(topic, Map.of(0, Start.EARLIEST))) {

            assertThat(values(get(reader.next(WAIT, 1, 1_000)))).containsExactly("a");
            assertThat(values(get(reader.next(WAIT, 100, 3)))).containsExactly("b", "c");
            assertThat(values(get(reader.next(WAIT, 100, 1_000)))).containsExactly("d");
            assertThat(get(reader.next(Duration.ofMillis(1), 100, 1_000))).isEmpty();
        }
    }

    @Test
    void refusesWhatIsNotThere() {
        String topic = topic("there", 2);

        assertThat(refusal("nowhere", 0)).isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThat(refusal(topic, 2))
                .isInstanceOf(UnknownTopicOrPartitionException.class)
                .hasMessage("The topic " + topic + " has no partition 2 but 0..1");
        assertThat(refusal("no good", 0)).isInstanceOf(InvalidTopicException.class);
    }

    @Test
    void saysWhichOffsetsThereAre() throws Exception {
        String topic = topic("range", 1);
        var partition = new TopicPartition(topic, 0);
        write(topic, 0, "a", "b", "c");
        try (var admin = Admin.create(TestKafka.settings())) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();
        }
        try (var reader = open(topic, Map.of(0, Start.offset(1)))) {

            assertThat(failure(reader.next(WAIT, 100, 1_000)))
                    .isInstanceOf(OffsetOutOfRangeException.class)
                    .hasMessage("Offset 1 of " + partition
                            + " is out of range: it has records from offset 2 up to, not including, 3");
            assertThat(failure(reader.present(WAIT, 100, 1_000))).isInstanceOf(OffsetOutOfRangeException.class);

            var unused = get(reader.seek(0, 2));
            assertThat(values(get(reader.next(WAIT, 100, 1_000)))).containsExactly("c");
        }
        try (var reader = open(topic, Map.of(0, Start.offset(4)))) {
            assertThat(failure(reader.present(WAIT, 100, 1_000))).hasMessageStartingWith("Offset 4 of " + partition);
        }
    }

    @Test
    void givesWhatIsThere() {
        String topic = topic("present", 3);
        write(topic, 0, "a", "b", "c");
        write(topic, 2, "d", "e");
        try (var reader = open(topic, Map.of(0, Start.offset(1), 1, Start.EARLIEST, 2, Start.EARLIEST))) {

            assertThat(values(get(reader.present(WAIT, 100, 1_000)))).containsExactlyInAnyOrder("b", "c", "d", "e");
            assertThat(get(reader.positions())).isEqualTo(Map.of(0, 3L, 1, 0L, 2, 2L));
            assertThat(get(reader.present(WAIT, 100, 1_000))).isEmpty();
            write(topic, 1, "f", "g");
            assertThat(values(get(reader.present(WAIT, 1, 1_000)))).containsExactly("f");
            assertThat(values(get(reader.present(WAIT, 1, 1_000)))).containsExactly("g");
        }
    }

    @Test
    void endsWhatWaitsWhenItIsClosed() {
        String topic = topic("closed", 1);
        var reader = open(topic, Map.of(0, Start.LATEST));
        var next = reader.next(WAIT, 100, 1_000);
        int open = READERS.count();

        reader.close();

        assertThat(failure(next)).isInstanceOf(IllegalStateException.class).hasMessageContaining(topic);
        assertThat(failure(reader.next(WAIT, 100, 1_000))).hasMessageContaining("closed");
        assertThat(READERS.count()).isEqualTo(open - 1);
    }

    @Test
    void opensNoMoreThanAllowed() {
        String topic = topic("limit", 1);
        var starts = Map.of(0, Start.EARLIEST);
        var all = List.of(open(topic, starts), open(topic, starts), open(topic, starts));

        assertThat(refusal(topic, 0)).isInstanceOf(InstanceLimitException.class);

        all.forEach(PartitionReader::close);
        open(topic, starts).close();
    }
}
