package io.sluice.rest.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.message.FetchResponseData.AbortedTransaction;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

class RecordParserTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final long MUCH = 1 << 20;
    private static final short EPOCH = 0;

    private static SimpleRecord[] records(String... values) {
        return Arrays.stream(values)
                .map(value -> new SimpleRecord(1, value.getBytes(StandardCharsets.UTF_8)))
                .toArray(SimpleRecord[]::new);
    }

    private static PartitionData data(MemoryRecords... parts) {
        var buffer = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(MemoryRecords::sizeInBytes).sum());
        for (MemoryRecords part : parts) {
            buffer.put(part.buffer().duplicate());
        }
        buffer.flip();
        return new PartitionData().setRecords(MemoryRecords.readableRecords(buffer));
    }

    private static RecordParser.Parsed parse(PartitionData data, long from, IsolationLevel isolation, long maxBytes) {
        return RecordParser.parse(PARTITION, data, from, isolation, maxBytes);
    }

    private static List<Long> offsets(RecordParser.Parsed parsed) {
        return parsed.records().stream().map(ConsumerRecord::offset).toList();
    }

    private static MemoryRecords transactional(long offset, long producer, String... values) {
        return MemoryRecords.withTransactionalRecords(offset, Compression.NONE, producer, EPOCH, 0, 0, records(values));
    }

    private static MemoryRecords marker(long offset, long producer, ControlRecordType type) {
        return MemoryRecords.withEndTransactionMarker(offset, 1, 0, producer, EPOCH, new EndTransactionMarker(type, 0));
    }

    @Test
    void beginsInTheMiddleOfABatch() {
        var batch = MemoryRecords.withRecords(10, Compression.gzip().build(), 0, records("a", "b", "c"));

        var parsed = parse(data(batch), 11, IsolationLevel.READ_UNCOMMITTED, MUCH);

        assertThat(offsets(parsed)).containsExactly(11L, 12L);
        assertThat(parsed.next()).isEqualTo(13);
    }

    @Test
    void keepsKeysHeadersAndTimes() {
        Header[] headers = {new RecordHeader("h", null)};
        var batch = MemoryRecords.withRecords(Compression.NONE, new SimpleRecord(7, new byte[] {1}, null, headers));

        var parsed = parse(data(batch), 0, IsolationLevel.READ_UNCOMMITTED, MUCH);

        assertThat(parsed.records()).singleElement().satisfies(record -> {
            assertThat(record.key()).containsExactly(1);
            assertThat(record.value()).isNull();
            assertThat(record.timestamp()).isEqualTo(7);
            assertThat(record.headers()).containsExactly(headers);
            assertThat(RecordSize.payload(record)).isEqualTo(1);
            assertThat(RecordSize.memory(record)).isEqualTo(parsed.bytes());
        });
    }

    @Test
    void stopsWhereItIsTold() {
        var batch = MemoryRecords.withRecords(0, Compression.NONE, 0, records("a", "b", "c"));

        var parsed = parse(data(batch), 0, IsolationLevel.READ_UNCOMMITTED, 1);

        assertThat(offsets(parsed)).containsExactly(0L);
        assertThat(parsed.next()).isEqualTo(1);
    }

    @Test
    void leavesOutMarkersAndAbortedTransactions() {
        var data = data(
                transactional(0, 1, "aborted", "aborted"),
                transactional(2, 2, "good"),
                marker(3, 1, ControlRecordType.ABORT),
                transactional(4, 1, "good"),
                marker(5, 1, ControlRecordType.COMMIT),
                marker(6, 2, ControlRecordType.COMMIT));
        data.setAbortedTransactions(
                List.of(new AbortedTransaction().setProducerId(1).setFirstOffset(0)));

        var committed = parse(data, 0, IsolationLevel.READ_COMMITTED, MUCH);
        var all = parse(data, 0, IsolationLevel.READ_UNCOMMITTED, MUCH);

        assertThat(offsets(committed)).containsExactly(2L, 4L);
        assertThat(committed.next()).isEqualTo(7);
        assertThat(offsets(all)).containsExactly(0L, 1L, 2L, 4L);
    }

    @Test
    void refusesDamagedRecords() {
        var batch = MemoryRecords.withRecords(0, Compression.NONE, 0, records("abcdef"));
        var data = data(batch);
        ByteBuffer bytes = ((MemoryRecords) data.records()).buffer();
        bytes.put(bytes.limit() - 2, (byte) 'x');

        assertThatThrownBy(() -> parse(data, 0, IsolationLevel.READ_UNCOMMITTED, MUCH))
                .isInstanceOf(CorruptRecordException.class);
    }
}
