package io.sluice.kafka.view;

import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The latest record of a key. Immutable; read by any thread.
 *
 * <p>There is one for every key of a topic, so that its size counts: key and value lie in one array, and the whole costs
 * about 56 bytes beside them.
 */
public final class Entry {
    private static final int NO_KEY = -1;

    private final byte[] bytes;
    private final int keyLength;
    private final int hash;
    private final int partition;
    private final long offset;
    private final EntryFields fields;
    private final boolean json;

    Entry(ConsumerRecord<byte[], byte[]> record, EntryFields fields, boolean json) {
        byte[] key = record.key();
        byte[] value = record.value();
        this.keyLength = key == null ? NO_KEY : key.length;
        this.bytes = key == null ? value : Arrays.copyOf(key, key.length + value.length);
        if (key != null) {
            System.arraycopy(value, 0, bytes, key.length, value.length);
        }
        this.hash = key == null ? 0 : hash(key);
        this.partition = record.partition();
        this.offset = record.offset();
        this.fields = fields;
        this.json = json;
    }

    /** The hash of a key, spread over all bits. */
    static int hash(byte[] key) {
        int hash = Arrays.hashCode(key) * 0x9E3779B9;
        return hash ^ (hash >>> 16);
    }

    int hash() {
        return hash;
    }

    boolean hasKey() {
        return keyLength != NO_KEY;
    }

    boolean hasKey(byte[] key) {
        return Arrays.equals(bytes, 0, Math.max(keyLength, 0), key, 0, key.length) && hasKey();
    }

    boolean hasKeyOf(Entry other) {
        return keyLength == other.keyLength && Arrays.equals(bytes, 0, keyLength, other.bytes, 0, keyLength);
    }

    /** The record's key; empty without one. A copy. */
    byte[] key() {
        return Arrays.copyOf(bytes, Math.max(keyLength, 0));
    }

    /** The array that holds the value; never to be written. */
    public byte[] array() {
        return bytes;
    }

    /** Where the value starts in {@link #array}. */
    public int valueOffset() {
        return Math.max(keyLength, 0);
    }

    /** The value's length in bytes. */
    public int valueLength() {
        return bytes.length - valueOffset();
    }

    /** The record's partition. */
    public int partition() {
        return partition;
    }

    /** The record's offset. */
    public long offset() {
        return offset;
    }

    /** What is kept of the record's headers. */
    EntryFields fields() {
        return fields;
    }

    /** The record's {@code content-type}; null without one. */
    public @Nullable String contentType() {
        return fields.contentType();
    }

    /** The record's {@code etag}; null without one. */
    public @Nullable String etag() {
        return fields.etag();
    }

    /** The record's {@code cache-control}; null without one. */
    public @Nullable String cacheControl() {
        return fields.cacheControl();
    }

    /** Whether the record has a header with the value, among the headers that filters name. */
    public boolean hasHeader(String name, String value) {
        return fields.has(name, value);
    }

    /** Whether the value can be a member of a JSON list. */
    public boolean isJson() {
        return json;
    }

    /** A number that tells this record from any other of its topic, well mixed. */
    long fingerprint() {
        long mixed = (offset * 31 + partition + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        return mixed ^ (mixed >>> 31);
    }

    /** The order of lists: by partition, then by offset. */
    static int compare(Entry left, Entry right) {
        int byPartition = Integer.compare(left.partition, right.partition);
        return byPartition != 0 ? byPartition : Long.compare(left.offset, right.offset);
    }
}
