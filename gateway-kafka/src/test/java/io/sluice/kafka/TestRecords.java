package io.sluice.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records as a consumer would hand them over. */
public final class TestRecords {
    private TestRecords() {}

    /** A record of the topic {@code items}; header names and values take turns, a null value makes a null header. */
    public static ConsumerRecord<byte[], byte[]> record(
            int partition, long offset, @Nullable String key, @Nullable String value, @Nullable String... headers) {
        var recordHeaders = new RecordHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            recordHeaders.add(headers[i], bytesOrNull(headers[i + 1]));
        }
        return new ConsumerRecord<>(
                "items",
                partition,
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                bytesOrNull(key),
                bytesOrNull(value),
                recordHeaders,
                Optional.empty());
    }

    /** The UTF-8 bytes of a text. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The UTF-8 bytes of a text; null for null. */
    public static byte @Nullable [] bytesOrNull(@Nullable String text) {
        return text == null ? null : bytes(text);
    }
}
