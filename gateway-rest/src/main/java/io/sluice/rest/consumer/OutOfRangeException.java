package io.sluice.rest.consumer;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A {@link PartitionReader} is at an offset that its partition does not have, or has no more; the message says which it has. */
public final class OutOfRangeException extends OffsetOutOfRangeException {
    private static final long serialVersionUID = 1L;

    private final TopicPartition partition;
    private final long offset;
    private final @Nullable Long nearest;

    OutOfRangeException(TopicPartition partition, long offset, @Nullable Long begin, @Nullable Long end) {
        super(
                "Offset " + offset + " of " + partition + " is out of range: "
                        + (begin == null || end == null
                                ? "its offsets cannot be found"
                                : "it has records from offset " + begin + " up to, not including, " + end),
                Map.of(partition, offset));
        this.partition = partition;
        this.offset = offset;
        this.nearest = begin == null || end == null ? null : Long.valueOf(offset < begin ? begin : end);
    }

    /** The partition's number. */
    public int partition() {
        return partition.partition();
    }

    /** The offset that is out of range. */
    public long offset() {
        return offset;
    }

    /** The nearest offset where it can go on: the first or the end of the partition; null if nobody could say. */
    public @Nullable Long nearest() {
        return nearest;
    }
}
