package io.sluice.rest.consumer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.message.FetchResponseData.AbortedTransaction;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.CloseableIterator;
import org.apache.kafka.common.utils.Utils;

/**
 * Takes the records of one partition out of the answer to a fetch.
 *
 * <p>Compressed batches are small on the wire and may be huge in memory, so it stops at a bound; the rest is fetched
 * again.
 */
final class RecordParser {
    private final TopicPartition partition;
    private final PartitionData data;
    private final long maxBytes;
    private final Set<Long> aborting = new HashSet<>(); // producers whose transaction at this place is aborted
    private final PriorityQueue<AbortedTransaction> aborted =
            new PriorityQueue<>(Comparator.comparingLong(AbortedTransaction::firstOffset));
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private long bytes;
    private long next;

    /**
     * What was found.
     *
     * @param next the offset to go on with; beyond the last record when only markers follow it
     * @param bytes what the records weigh, as {@link RecordSize#memory} says
     */
    record Parsed(List<ConsumerRecord<byte[], byte[]>> records, long next, long bytes) {}

    private RecordParser(
            TopicPartition partition, PartitionData data, long from, IsolationLevel isolation, long maxBytes) {
        this.partition = partition;
        this.data = data;
        this.maxBytes = maxBytes;
        this.next = from;
        if (isolation == IsolationLevel.READ_COMMITTED && data.abortedTransactions() != null) {
            aborted.addAll(data.abortedTransactions());
        }
    }

    /**
     * Parses the records from an offset on.
     *
     * @param isolation with {@code READ_COMMITTED}, records of aborted transactions are left out
     * @param maxBytes where to stop; the first record is always taken
     * @throws org.apache.kafka.common.KafkaException if they are damaged
     */
    static Parsed parse(
            TopicPartition partition, PartitionData data, long from, IsolationLevel isolation, long maxBytes) {
        return new RecordParser(partition, data, from, isolation, maxBytes).parse();
    }

    private Parsed parse() {
        Iterator<? extends RecordBatch> batches =
                FetchResponse.recordsOrFail(data).batches().iterator();
        boolean room = true;
        while (room && batches.hasNext()) {
            RecordBatch batch = batches.next();
            batch.ensureValid();
            if (batch.isControlBatch()) {
                endTransaction(batch);
                next = Math.max(next, batch.nextOffset());
            } else if (isAborted(batch)) {
                next = Math.max(next, batch.nextOffset());
            } else {
                room = take(batch);
            }
        }
        return new Parsed(records, next, bytes);
    }

    private boolean take(RecordBatch batch) {
        try (CloseableIterator<Record> iterator = batch.streamingIterator(BufferSupplier.NO_CACHING)) {
            while (iterator.hasNext()) {
                Record record = iterator.next();
                if (record.offset() >= next) {
                    if (bytes >= maxBytes) {
                        return false;
                    }
                    ConsumerRecord<byte[], byte[]> taken = consumerRecord(batch, record);
                    records.add(taken);
                    bytes += RecordSize.memory(taken);
                    next = record.offset() + 1;
                }
            }
        }
        next = Math.max(next, batch.nextOffset());
        return true;
    }

    private ConsumerRecord<byte[], byte[]> consumerRecord(RecordBatch batch, Record record) {
        byte[] key = Utils.toNullableArray(record.key());
        byte[] value = Utils.toNullableArray(record.value());
        int epoch = batch.partitionLeaderEpoch();
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                record.offset(),
                record.timestamp(),
                batch.timestampType(),
                key == null ? ConsumerRecord.NULL_SIZE : key.length,
                value == null ? ConsumerRecord.NULL_SIZE : value.length,
                key,
                value,
                new RecordHeaders(record.headers()),
                epoch == RecordBatch.NO_PARTITION_LEADER_EPOCH ? Optional.empty() : Optional.of(epoch));
    }

    private boolean isAborted(RecordBatch batch) {
        while (!aborted.isEmpty() && aborted.element().firstOffset() <= batch.lastOffset()) {
            aborting.add(aborted.remove().producerId());
        }
        return batch.isTransactional() && aborting.contains(batch.producerId());
    }

    /** After the marker, the same producer's next transaction is another one. */
    private void endTransaction(RecordBatch marker) {
        Iterator<Record> content = marker.iterator();
        if (content.hasNext() && ControlRecordType.parse(content.next().key()) == ControlRecordType.ABORT) {
            while (!aborted.isEmpty() && aborted.element().firstOffset() <= marker.lastOffset()) {
                aborting.add(aborted.remove().producerId());
            }
            aborting.remove(marker.producerId());
        }
    }
}
