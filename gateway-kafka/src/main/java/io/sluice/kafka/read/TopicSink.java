package io.sluice.kafka.read;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a topic's records are read into. Every method is called by the {@link ReadLoop}'s thread and by no other, between
 * {@code begin} and the next {@code begin} in the order in which the topic holds the records.
 */
public interface TopicSink {

    /** Starts over: whatever was read before is forgotten, and nothing is complete until {@link #complete}. */
    void begin(int partitions);

    /** The topic has more partitions than before. */
    void extend(int partitions);

    /** Takes a record. The value is null for a tombstone. */
    void apply(ConsumerRecord<byte[], byte[]> record);

    /** Records of a partition below this offset are gone from the topic. */
    void trim(int partition, long startOffset);

    /** Everything below this offset of a partition has been read. */
    void advance(int partition, long nextOffset);

    /** Called after each batch, so that what was taken becomes visible at once. */
    void publish();

    /** All that the topic held when reading began has been taken. */
    void complete();

    /** The topic can or cannot be read; what was taken stays until {@link #begin}. */
    void available(Availability availability);

    /** So many records of the topic have not been read yet; {@code TopicHealth.UNKNOWN} when that is not known. */
    void lag(long records);

    /** Called at every turn of the loop, at least every 200 ms. */
    void turn();

    /** Whether a topic can be read. */
    enum Availability {
        PRESENT,
        MISSING,
        FORBIDDEN
    }
}
