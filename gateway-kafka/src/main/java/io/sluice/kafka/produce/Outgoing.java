package io.sluice.kafka.produce;

import io.sluice.engine.http.Problem;
import io.sluice.engine.spi.Delivery;
import io.sluice.kafka.read.KeyPartition;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.DefaultRecord;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to Kafka. It is either handed over to the client library or withdrawn, never both, so that whoever
 * gives up waiting can say for certain that nothing was written.
 */
public final class Outgoing {
    private static final int OVERHEAD = 256;

    private enum Stage {
        QUEUED,
        TAKEN,
        WITHDRAWN
    }

    /** What became of a record. Told once, by any thread; must hand over and return. */
    public interface Outcome {
        /**
         * It is delivered, in the sense of the route's {@code acks}.
         *
         * @param place where it is in its topic; null when no acknowledgement is waited for
         */
        void delivered(@Nullable RecordMetadata place);

        /**
         * It is not, or nobody knows.
         *
         * @param problem what that means to the client
         * @param cause what the client library said; null when it was not asked
         */
        void failed(Problem problem, @Nullable Exception cause);
    }

    private final ProducerRecord<byte[], byte[]> record;
    private final Delivery acks;
    private Outcome outcome; // changed before it is queued only
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.QUEUED);

    /** A record that nobody has taken yet. */
    public Outgoing(ProducerRecord<byte[], byte[]> record, Delivery acks, Outcome outcome) {
        this.record = record;
        this.acks = acks;
        this.outcome = outcome;
    }

    /** What is written. */
    public ProducerRecord<byte[], byte[]> record() {
        return record;
    }

    /**
     * The record for a topic with so many partitions. One with a key gets the partition that views expect it in: what a
     * producer itself knows of the topic may be older by minutes, and a record elsewhere does not count any more once there
     * is one in its place.
     */
    ProducerRecord<byte[], byte[]> record(int partitions) {
        byte[] key = record.key();
        return key == null || partitions == 0 || record.partition() != null
                ? record
                : new ProducerRecord<>(
                        record.topic(),
                        KeyPartition.of(key, partitions),
                        record.timestamp(),
                        key,
                        record.value(),
                        record.headers());
    }

    /** The topic of the record. */
    public String topic() {
        return record.topic();
    }

    /** What counts as delivered. */
    public Delivery acks() {
        return acks;
    }

    /** Told what became of it. */
    public Outcome outcome() {
        return outcome;
    }

    /** Has its outcome told to another one in the place of its own. Before it is offered to anybody. */
    void tell(UnaryOperator<Outcome> other) {
        outcome = other.apply(outcome);
    }

    /** Ends it with a problem unless it was taken or withdrawn before. Any thread. */
    public void refuse(Problem problem) {
        if (take()) {
            outcome.failed(problem, null);
        }
    }

    /** Takes it for handing over; false if it was withdrawn. */
    public boolean take() {
        return stage.compareAndSet(Stage.QUEUED, Stage.TAKEN);
    }

    /** Takes it back; false if it may have been handed over. */
    boolean withdraw() {
        return stage.compareAndSet(Stage.QUEUED, Stage.WITHDRAWN);
    }

    /** Whether it was taken back. */
    public boolean isWithdrawn() {
        return stage.get() == Stage.WITHDRAWN;
    }

    /** Roughly the memory that it occupies, in bytes. */
    public int weight() {
        int weight = OVERHEAD + size(record.key()) + size(record.value());
        for (Header header : record.headers()) {
            weight += header.key().length() + size(header.value());
        }
        return weight;
    }

    /** The bytes of a batch of this record alone, uncompressed, as brokers measure it. */
    int batchBytes() {
        return DefaultRecordBatch.RECORD_BATCH_OVERHEAD
                + DefaultRecord.sizeInBytes(
                        0,
                        0,
                        wrapped(record.key()),
                        wrapped(record.value()),
                        record.headers().toArray());
    }

    private static @Nullable ByteBuffer wrapped(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
