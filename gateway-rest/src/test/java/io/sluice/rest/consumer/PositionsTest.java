package io.sluice.rest.consumer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PositionsTest {
    private static final TopicPartition ZERO = new TopicPartition("t", 0);
    private static final TopicPartition ONE = new TopicPartition("t", 1);

    private final Positions positions = new Positions();
    private final BufferRoom room = new BufferRoom(100_000);
    private final RecordBuffer buffer = new RecordBuffer(room, positions);

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
        return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0], new byte[10]);
    }

    private void fetched(TopicPartition partition, long from, long next, long... offsets) {
        var records = LongStream.of(offsets)
                .mapToObj(offset -> record(partition, offset))
                .toList();
        long bytes = records.stream().mapToLong(RecordSize::memory).sum();
        buffer.add(partition, from, new RecordParser.Parsed(records, next, bytes));
    }

    private long next(TopicPartition partition) {
        return requireNonNull(positions.find(partition)).next();
    }

    @Test
    void commitsWhatWasHandedOutAndPassesOverMarkersAtTheEnd() {
        positions.replace(List.of(ZERO));
        positions.seek(ZERO, 5);
        fetched(ZERO, 5, 9, 5, 7); // 6 was compacted away, 8 is a marker

        assertThat(positions.toCommit(false)).isEqualTo(Map.of(ZERO, new OffsetAndMetadata(5)));
        buffer.take();
        assertThat(next(ZERO)).isEqualTo(6);
        buffer.take();
        assertThat(next(ZERO)).isEqualTo(9);
        assertThat(positions.toFetch()).isEqualTo(Map.of(ZERO, 9L));
    }

    @Test
    void commitsOnlyWhatTheGroupDoesNotKnow() {
        positions.replace(List.of(ZERO, ONE));
        positions.seek(ZERO, 5);
        assertThat(positions.toCommit(true)).containsOnlyKeys(ZERO);

        positions.committed(Map.of(ZERO, new OffsetAndMetadata(5)));

        assertThat(positions.toCommit(true)).isEmpty();
        assertThat(positions.toCommit(false)).containsOnlyKeys(ZERO);
    }

    @Test
    void leavesOutWhatWasFetchedForAnotherPosition() {
        positions.replace(List.of(ZERO));
        positions.seek(ZERO, 5);
        positions.seek(ZERO, 1);

        fetched(ZERO, 5, 6, 5);
        fetched(ONE, 0, 1, 0);

        assertThat(buffer.peek()).isNull();
    }

    @Test
    void takesRecordsBackUnlessTheirPartitionHasMovedOn() {
        positions.replace(List.of(ZERO, ONE));
        positions.seek(ZERO, 0);
        positions.seek(ONE, 0);
        fetched(ZERO, 0, 2, 0, 1);
        fetched(ONE, 0, 1, 0);
        long stamp = positions.stamp();
        var taken = List.of(buffer.take(), buffer.take(), buffer.take());
        positions.seek(ONE, 0);

        buffer.giveBack(taken.subList(1, 3), stamp);

        assertThat(next(ZERO)).isEqualTo(1);
        assertThat(buffer.take().offset()).isEqualTo(1);
        assertThat(next(ZERO)).isEqualTo(2);
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void dropsWhatIsBufferedOfPartitionsThatMove() {
        positions.replace(List.of(ZERO, ONE));
        positions.seek(ZERO, 0);
        positions.seek(ONE, 0);
        fetched(ZERO, 0, 1, 0);
        fetched(ONE, 0, 1, 0);

        positions.seek(ZERO, 7);
        buffer.drop(ZERO);
        positions.replace(List.of(ZERO));
        buffer.dropForeign();

        assertThat(buffer.isEmpty()).isTrue();
        assertThat(positions.toFetch()).isEqualTo(Map.of(ZERO, 7L));
    }

    @Test
    void fetchesAgainWhatWasDroppedForOthers() {
        var others = new BufferRoom(1_000);
        var small = new RecordBuffer(others, positions);
        positions.replace(List.of(ZERO));
        positions.seek(ZERO, 3);
        var records = List.of(record(ZERO, 3), record(ZERO, 4));
        small.add(ZERO, 3, new RecordParser.Parsed(records, 5, 400));
        small.take();
        small.settle();

        others.hold(() -> {}, 900);

        assertThat(small.isEmpty()).isTrue();
        assertThat(positions.toFetch()).isEqualTo(Map.of(ZERO, 4L));
    }

    @Test
    void keepsTheOneThatFillsWhateverItTakes() {
        var full = new BufferRoom(100);
        BufferRoom.Tenant tenant = () -> {
            throw new AssertionError("evicted");
        };

        full.hold(tenant, 500);
        full.hold(tenant, 600);
        full.hold(tenant, 0);

        full.lend(101);
        assertThat(full.isLentOut()).isTrue();
        full.lend(-1);
        assertThat(full.isLentOut()).isFalse();
    }

    @Test
    void saysWhichPartitionIsNotAssigned() {
        positions.replace(List.of(ZERO));

        assertThat(positions.assigned(List.of())).containsExactly(ZERO);
        assertThatThrownBy(() -> positions.assigned(List.of(ZERO, ONE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("No current assignment for partition t-1");
    }

    @Test
    void beginsWhereATopicEndedWhenItWasSubscribedTo() {
        var notes = new EndNotes();
        notes.add(ONE, 10);

        assertThat(notes.begin(ONE, 15)).isEqualTo(10);
        assertThat(notes.begin(ONE, 7)).isEqualTo(7);
        assertThat(notes.begin(ZERO, 15)).isEqualTo(15);
        assertThat(notes.begin(new TopicPartition("t", 2), 15)).isEqualTo(15);
        assertThat(notes.begin(new TopicPartition("u", 1), 15)).isEqualTo(15);
        notes.clear();
        assertThat(notes.begin(ONE, 15)).isEqualTo(15);
    }
}
