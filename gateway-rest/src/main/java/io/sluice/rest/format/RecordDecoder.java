package io.sluice.rest.format;

import io.sluice.rest.format.ContentReader.UnreadableException;
import io.sluice.rest.web.RestException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Decodes the records that it was prepared for. Does not wait for anything; any thread. */
public final class RecordDecoder {
    private final ContentReader reader;

    RecordDecoder(ContentReader reader) {
        this.reader = reader;
    }

    /**
     * Decodes key and value.
     *
     * @throws RestException 408, code 40801, if one of them is not of the format; the message names the place
     */
    public DecodedRecord decode(ConsumerRecord<byte[], byte[]> record) {
        return new DecodedRecord(read(record, "KEY", record.key()), read(record, "VALUE", record.value()));
    }

    private Content read(ConsumerRecord<byte[], byte[]> record, String side, byte @Nullable [] bytes) {
        if (bytes == null) {
            return Content.NONE;
        }
        try {
            return reader.read(bytes);
        } catch (UnreadableException e) {
            throw Failures.unreadable(
                    "Error deserializing " + side + " for partition " + record.topic() + "-" + record.partition()
                            + " at offset " + record.offset() + ": " + e.getMessage()
                            + ". If needed, please seek past the record to continue consumption.");
        }
    }
}
