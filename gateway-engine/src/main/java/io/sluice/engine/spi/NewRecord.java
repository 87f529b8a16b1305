package io.sluice.engine.spi;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A record to write. Immutable as far as its arrays are: they must not change any more. */
public final class NewRecord {
    private final String topic;
    private final @Nullable Integer partition;
    private final @Nullable Long timestamp;
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final List<Header> headers;
    private final RecordWriter.Outcome outcome;

    /**
     * A record.
     *
     * @param partition null for the one that the key gives, or any
     * @param timestamp in milliseconds since the epoch; null for now
     * @param key null for none
     * @param value null for a tombstone
     * @param headers in order
     * @param outcome told what became of it
     */
    public NewRecord(
            String topic,
            @Nullable Integer partition,
            @Nullable Long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<Header> headers,
            RecordWriter.Outcome outcome) {
        this.topic = Objects.requireNonNull(topic, "topic");
        this.partition = partition;
        this.timestamp = timestamp;
        this.key = key;
        this.value = value;
        this.headers = List.copyOf(headers);
        this.outcome = Objects.requireNonNull(outcome, "outcome");
    }

    /** A header of a record. */
    public static final class Header {
        private final String name;
        private final byte @Nullable [] value;

        /** A header; no value is another one than an empty value. */
        public Header(String name, byte @Nullable [] value) {
            this.name = Objects.requireNonNull(name, "name");
            this.value = value;
        }

        /** Its name. */
        public String name() {
            return name;
        }

        /** Its value; the array itself. */
        public byte @Nullable [] value() {
            return value;
        }
    }

    /** The topic. */
    public String topic() {
        return topic;
    }

    /** The partition; null for the one that the key gives, or any. */
    public @Nullable Integer partition() {
        return partition;
    }

    /** In milliseconds since the epoch; null for now. */
    public @Nullable Long timestamp() {
        return timestamp;
    }

    /** The key, null for none; the array itself. */
    public byte @Nullable [] key() {
        return key;
    }

    /** The value, null for a tombstone; the array itself. */
    public byte @Nullable [] value() {
        return value;
    }

    /** The headers, in order. */
    public List<Header> headers() {
        return headers;
    }

    /** Told what became of the record. */
    public RecordWriter.Outcome outcome() {
        return outcome;
    }
}
