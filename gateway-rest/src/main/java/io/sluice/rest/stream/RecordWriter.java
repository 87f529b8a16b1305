package io.sluice.rest.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.rest.format.DecodedRecord;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Writes records as JSON objects: as in version 2, and with their time and headers. Stateless. */
final class RecordWriter {
    private RecordWriter() {}

    static void write(JsonGenerator json, ConsumerRecord<byte[], byte[]> record, DecodedRecord decoded)
            throws IOException {
        json.writeStartObject();
        decoded.writeMembers(json, record);
        if (record.timestamp() >= 0) {
            json.writeNumberField("timestamp", record.timestamp());
        }
        if (record.headers().iterator().hasNext()) {
            json.writeArrayFieldStart("headers");
            for (Header header : record.headers()) {
                write(json, header);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Header header) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", header.key());
        byte[] value = header.value();
        if (value == null) {
            json.writeNullField("value");
        } else {
            json.writeBinaryField("value", value);
        }
        json.writeEndObject();
    }
}
