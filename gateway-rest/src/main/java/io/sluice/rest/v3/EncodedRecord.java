package io.sluice.rest.v3;

import io.sluice.engine.spi.NewRecord;
import io.sluice.engine.spi.RecordWriter;
import io.sluice.rest.format.Format;
import io.sluice.rest.format.RegisteredSchema;
import org.jspecify.annotations.Nullable;

/**
 * A record ready to be written.
 *
 * @param key null when the client named none
 * @param value null when the client named none
 */
record EncodedRecord(
        String topic,
        RecordRequest request,
        @Nullable Data key,
        @Nullable Data value) {

    /**
     * A key or value.
     *
     * @param bytes null for none
     * @param schema null for a format without schemas
     */
    @SuppressWarnings("ArrayRecordComponent") // on its way from one class to the next
    record Data(
            Format format,
            byte @Nullable [] bytes,
            @Nullable RegisteredSchema schema) {

        /** The format's name in version 3. */
        String type() {
            return format == Format.TEXT ? "STRING" : format.name();
        }

        int size() {
            return bytes == null ? 0 : bytes.length;
        }
    }

    NewRecord newRecord(RecordWriter.Outcome outcome) {
        return new NewRecord(
                topic,
                request.partition(),
                request.timestamp(),
                key == null ? null : key.bytes(),
                value == null ? null : value.bytes(),
                request.headers(),
                outcome);
    }
}
