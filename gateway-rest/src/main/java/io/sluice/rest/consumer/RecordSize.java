package io.sluice.rest.consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What records weigh, in bytes. */
final class RecordSize {
    private static final int OBJECTS = 200; // the record, its headers' list, two arrays, a place in a queue
    private static final int HEADER_OBJECTS = 100;

    private RecordSize() {}

    /** What counts for a read: key and value, as in the original. */
    static long payload(ConsumerRecord<byte[], byte[]> record) {
        return (long) Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }

    /** About what a record takes in memory. */
    static long memory(ConsumerRecord<byte[], byte[]> record) {
        long bytes = OBJECTS + payload(record);
        for (Header header : record.headers()) {
            byte[] value = header.value();
            bytes += HEADER_OBJECTS + header.key().length() + (value == null ? 0 : value.length);
        }
        return bytes;
    }
}
