package io.sluice.rest.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record's key and value, ready for a response. */
public final class DecodedRecord {
    private final Content key;
    private final Content value;

    DecodedRecord(Content key, Content value) {
        this.key = key;
        this.value = value;
    }

    /**
     * What key and value count towards the bound of a response: their bytes in the record, or those of the JSON where
     * records carry schema ids.
     */
    public long size() {
        return (long) key.size() + value.size();
    }

    /** Writes the members that records have in version 2 into an object. Fails only where the generator's target does. */
    public void writeMembers(JsonGenerator to, ConsumerRecord<byte[], byte[]> record) throws IOException {
        to.writeStringField("topic", record.topic());
        to.writeFieldName("key");
        writeKey(to);
        to.writeFieldName("value");
        writeValue(to);
        to.writeNumberField("partition", record.partition());
        to.writeNumberField("offset", record.offset());
    }

    /** Writes the key as one JSON value, null if the record has none. Fails only where the generator's target does. */
    public void writeKey(JsonGenerator to) throws IOException {
        key.write(to);
    }

    /** Writes the value as one JSON value, null if the record has none. Fails only where the generator's target does. */
    public void writeValue(JsonGenerator to) throws IOException {
        value.write(to);
    }
}
