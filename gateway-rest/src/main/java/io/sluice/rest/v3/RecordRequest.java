package io.sluice.rest.v3;

import io.sluice.engine.spi.NewRecord;
import io.sluice.rest.format.Format;
import io.sluice.rest.format.SchemaChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as a client describes it, its key and value not encoded yet.
 *
 * @param timestamp in milliseconds since the epoch; null for now
 * @param key null for none
 * @param value null for none
 */
record RecordRequest(
        @Nullable Integer partition,
        @Nullable Long timestamp,
        List<NewRecord.Header> headers,
        @Nullable Data key,
        @Nullable Data value) {

    /**
     * A key or value.
     *
     * @param format null for that of its schema
     * @param schema which one the client wants, if the format has any
     * @param json its JSON, and only that; null when there is none
     */
    @SuppressWarnings("ArrayRecordComponent") // on its way from one class to the next
    record Data(@Nullable Format format, SchemaChoice schema, byte @Nullable [] json) {}
}
