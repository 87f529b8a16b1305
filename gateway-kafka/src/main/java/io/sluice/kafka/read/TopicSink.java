package io.sluice.kafka.read;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;

/**
 * What a topic's records are read into. Every method is called by the {@link ReadLoop}'s thread and by no other, between
 * {@code begin} and the next {@code begin} in the order in which the topic holds the records.
 */
public interface TopicSink {

    /**
     * Other records than before may have the same offsets: the topic was deleted and created again, or truncated. {@link
     * #begin} follows.
     *
     * @param id tells what comes from what was; the topic's own id, where that is another
     */
    void replaced(Uuid id);

    /** Starts over: whatever was read before is forgotten, and nothing is complete until {@link #complete}. */
    void begin(int partitions);

    /**
     * The topic has more partitions than before. False when that changes what earlier records mean, so that the topic has to
     * be read again; {@link #begin} follows then.
     */
    boolean extend(int partitions);

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
