package io.sluice.rest.consumer;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a read gives. Immutable; keys and values are the reader's.
 *
 * @param records in the order of each partition; empty when none came in time
 * @param stamp when they were taken, for {@link ConsumerInstance#giveBack}
 */
public record Batch(List<ConsumerRecord<byte[], byte[]>> records, long stamp) {
    /** Copies the list. */
    public Batch {
        records = List.copyOf(records);
    }
}
