package io.sluice.rest.produce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.engine.spi.NewRecord;
import io.sluice.engine.spi.RecordWriter;
import io.sluice.rest.format.RecordEncoder;
import io.sluice.rest.web.RestException;
import io.sluice.rest.web.Scalars;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record of a request, its key and value in bytes. */
final class ParsedRecord {
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final @Nullable Integer partition;
    private final @Nullable Long timestamp;
    private final List<NewRecord.Header> headers;

    private ParsedRecord(
            byte @Nullable [] key,
            byte @Nullable [] value,
            @Nullable Integer partition,
            @Nullable Long timestamp,
            List<NewRecord.Header> headers) {
        this.key = key;
        this.value = value;
        this.partition = partition;
        this.timestamp = timestamp;
        this.headers = headers;
    }

    /**
     * Reads a record.
     *
     * @param parser stands at the beginning of the object, and afterwards at its end
     * @throws RestException 400 or 422
     */
    static ParsedRecord read(JsonParser parser, RecordEncoder keys, RecordEncoder values) throws IOException {
        Scalars.requireObject(parser);
        byte[] key = null;
        byte[] value = null;
        boolean hasKey = false;
        boolean hasValue = false;
        Integer partition = null;
        Long timestamp = null;
        List<NewRecord.Header> headers = List.of();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "key" -> {
                    key = keys.encode(parser);
                    hasKey = true;
                }
                case "value" -> {
                    value = values.encode(parser);
                    hasValue = true;
                }
                case "partition" -> partition = notNegative(name, Scalars.number(parser));
                case "timestamp" -> timestamp = notNegative(name, Scalars.longNumber(parser));
                case "headers" -> headers = headers(parser);
                default -> throw Scalars.unrecognized(name);
            }
        }
        return new ParsedRecord(
                hasKey ? key : keys.encodeAbsent(),
                hasValue ? value : values.encodeAbsent(),
                partition,
                timestamp,
                headers);
    }

    /** The original finds out when records before it are written already. */
    private static <N extends Number> @Nullable N notNegative(String name, @Nullable N number) {
        if (number != null && number.longValue() < 0) {
            throw RestException.of(422, name + " must not be negative (was " + number + ")");
        }
        return number;
    }

    /** {@code [{"key":"name","value":"base64"}]}, as the Strimzi bridge has it. */
    private static List<NewRecord.Header> headers(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return List.of();
        }
        Scalars.requireArray(parser);
        List<NewRecord.Header> headers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            headers.add(header(parser));
        }
        return headers;
    }

    private static NewRecord.Header header(JsonParser parser) throws IOException {
        Scalars.requireObject(parser);
        String name = null;
        byte[] value = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "key" -> name = Scalars.text(parser);
                case "value" -> value = Scalars.base64(parser);
                default -> throw Scalars.unrecognized(member);
            }
        }
        if (name == null) {
            throw RestException.of(422, "A header needs a key.");
        }
        if (Scalars.hasHalfOfAPair(
                name)) { // Kafka's client counts it wrongly, and spoils the batch with others' records
            throw RestException.of(422, "A header's key has half of a surrogate pair, which is no character.");
        }
        return new NewRecord.Header(name, value);
    }

    /** The record for a topic; its own partition counts before that of the request. */
    NewRecord to(String topic, @Nullable Integer partitionOfRequest, RecordWriter.Outcome outcome) {
        return new NewRecord(
                topic, partition == null ? partitionOfRequest : partition, timestamp, key, value, headers, outcome);
    }
}
