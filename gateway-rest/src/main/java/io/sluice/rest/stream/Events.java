package io.sluice.rest.stream;

import io.sluice.rest.consumer.OutOfRangeException;
import io.sluice.rest.format.DecodedRecord;
import io.sluice.rest.web.Json;
import io.sluice.rest.web.RestException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Writes events in the form of the HTML standard, section 9.2.6. Stateless. */
final class Events {
    private static final int RETRY_MILLIS = 1_000;
    private static final byte[] LINE = utf8("\ndata: ");

    private Events() {}

    /** What a stream begins with: an id without data is no event, and what a client comes back with before it has any. */
    static byte[] beginning(Cursor cursor) {
        return utf8("retry: " + RETRY_MILLIS + "\nid: " + cursor + "\n\n");
    }

    /** Shows everybody on the way that the stream is alive, and the gateway whether its client is. */
    static byte[] heartbeat() {
        return utf8(": \n\n");
    }

    /** A record; a client can tell tombstones without reading them. */
    static byte[] record(Cursor cursor, ConsumerRecord<byte[], byte[]> record, DecodedRecord decoded) {
        byte[] json = Json.bytes(to -> RecordWriter.write(to, record, decoded));
        return event(record.value() == null ? "tombstone" : "record", cursor, json);
    }

    /** A record that is left out, because it cannot be decoded. */
    static byte[] undecodable(Cursor cursor, ConsumerRecord<byte[], byte[]> record, RestException reason) {
        return event("error", cursor, Json.bytes(to -> {
            to.writeStartObject();
            to.writeStringField("topic", record.topic());
            to.writeNumberField("partition", record.partition());
            to.writeNumberField("offset", record.offset());
            to.writeNumberField("error_code", reason.errorCode());
            to.writeStringField("message", reason.text());
            to.writeEndObject();
        }));
    }

    /** Records that are not there any more, or not yet, are left out. */
    static byte[] gap(Cursor cursor, OutOfRangeException gap, long offset) {
        return event("gap", cursor, Json.bytes(to -> {
            to.writeStartObject();
            to.writeNumberField("partition", gap.partition());
            to.writeNumberField("expected", gap.offset());
            to.writeNumberField("offset", offset);
            to.writeEndObject();
        }));
    }

    /** Why the stream ends. */
    static byte[] failure(Cursor cursor, RestException failure) {
        return event("error", cursor, Json.bytes(to -> {
            to.writeStartObject();
            to.writeNumberField("error_code", failure.errorCode());
            to.writeStringField("message", failure.text());
            to.writeEndObject();
        }));
    }

    /** Line breaks, which JSON has between its tokens only, become those between lines of data. */
    static byte[] event(String name, Cursor cursor, byte[] json) {
        var event = new ByteArrayOutputStream(json.length + 64);
        event.writeBytes(utf8("event: " + name + "\nid: " + cursor + "\ndata: "));
        int from = 0;
        for (int at = 0; at < json.length; at++) {
            if (json[at] == '\n' || json[at] == '\r') {
                event.write(json, from, at - from);
                event.writeBytes(LINE);
                from = at + 1;
            }
        }
        event.write(json, from, json.length - from);
        event.writeBytes(utf8("\n\n"));
        return event.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
