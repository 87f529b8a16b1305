package io.sluice.rest.v3;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.sluice.engine.spi.NewRecord;
import io.sluice.rest.format.Format;
import io.sluice.rest.format.SchemaChoice;
import io.sluice.rest.format.SubjectNameStrategy;
import io.sluice.rest.web.Json;
import io.sluice.rest.web.RestException;
import io.sluice.rest.web.Scalars;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of requests: one JSON object each. The values of keys and values stay as they were sent, byte by byte,
 * because numbers would not survive another form. Used once; not thread-safe.
 */
final class RecordReader {
    /** Two members of one name are allowed; the last counts, as in the original. */
    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Json.MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE) // no longer than the request
                    .build())
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .configure(JsonFactory.Feature.CHARSET_DETECTION, false)
            .build();

    private static final Map<String, Format> FORMATS = Map.of(
            "BINARY", Format.BINARY,
            "JSON", Format.JSON,
            "STRING", Format.TEXT,
            "AVRO", Format.AVRO,
            "JSONSCHEMA", Format.JSONSCHEMA,
            "PROTOBUF", Format.PROTOBUF);
    private static final int SHOWN = 100;

    private final byte[] json;
    private final JsonParser parser;
    private @Nullable Integer partition;
    private @Nullable Long timestamp;
    private List<NewRecord.Header> headers = List.of();
    private RecordRequest.@Nullable Data key;
    private RecordRequest.@Nullable Data value;

    private RecordReader(byte[] json, JsonParser parser) {
        this.json = json;
        this.parser = parser;
    }

    /**
     * The record of an object.
     *
     * @param identified whether it may have an {@code id}, which is not looked at
     * @throws RestException if it describes no record
     * @throws IOException if it is not well-formed
     */
    static RecordRequest read(byte[] json, boolean identified) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            return new RecordReader(json, parser).record(identified);
        }
    }

    private RecordRequest record(boolean identified) throws IOException {
        requireObject("record");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "partition_id" -> partition = partition();
                case "timestamp" -> timestamp = timestamp();
                case "headers" -> headers = headers();
                case "key" -> key = data(name);
                case "value" -> value = data(name);
                case "id" -> {
                    if (!identified) {
                        throw unknown(name);
                    }
                    parser.skipChildren();
                }
                default -> throw unknown(name);
            }
        }
        return new RecordRequest(partition, timestamp, headers, key, value);
    }

    private @Nullable Integer partition() throws IOException {
        Integer number = number("partition_id");
        if (number != null && number < 0) {
            throw invalid("partition_id must not be negative");
        }
        return number;
    }

    private @Nullable Long timestamp() throws IOException {
        String text = text("timestamp");
        if (text == null) {
            return null;
        }
        try {
            long millis = Instant.parse(text).toEpochMilli();
            if (millis >= 0) {
                return millis;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Told below.
        }
        throw invalid("timestamp is no time since 1970 such as 2026-01-31T12:00:00Z: " + shown(text));
    }

    private List<NewRecord.Header> headers() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return List.of();
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw invalid("headers must be an array");
        }
        List<NewRecord.Header> read = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            read.add(header());
        }
        return read;
    }

    private NewRecord.Header header() throws IOException {
        requireObject("header");
        String name = null;
        byte[] bytes = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "name" -> name = text("headers: name");
                case "value" -> bytes = base64();
                default -> throw unknown(member);
            }
        }
        if (name == null) {
            throw invalid("headers: name must not be null");
        }
        if (Scalars.hasHalfOfAPair(
                name)) { // Kafka's client counts it wrongly, and spoils the batch with others' records
            throw invalid("headers: name has half of a surrogate pair, which is no character");
        }
        return new NewRecord.Header(name, bytes);
    }

    private byte @Nullable [] base64() throws IOException {
        String text = text("headers: value");
        try {
            return text == null ? null : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw invalid("headers: value is not valid base64: " + shown(text));
        }
    }

    private RecordRequest.@Nullable Data data(String side) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        requireObject(side);
        Format format = null;
        byte[] data = null;
        var schema = new SchemaMembers();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "type" -> format = oneOf(FORMATS, "type");
                case "data" -> data = slice();
                default -> schema.read(member);
            }
        }
        SchemaChoice choice = schema.choice();
        if (format != null && !format.usesSchema() && schema.any) {
            throw invalid(side + " has a schema, but a type that has none");
        }
        return new RecordRequest.Data(format, choice, data);
    }

    /** What is said of the schema of a key or value. */
    private final class SchemaMembers {
        private @Nullable String text;
        private @Nullable Integer schemaId;
        private @Nullable Integer version;
        private @Nullable String subject;
        private @Nullable SubjectNameStrategy strategy;
        private boolean any;

        void read(String member) throws IOException {
            switch (member) {
                case "schema" -> text = text(member);
                case "schema_id" -> schemaId = number(member);
                case "schema_version" -> version = number(member);
                case "subject" -> subject = text(member);
                case "subject_name_strategy" -> strategy = strategy();
                default -> throw unknown(member);
            }
            any |= parser.currentToken() != JsonToken.VALUE_NULL;
        }

        SchemaChoice choice() {
            return new SchemaChoice(text, schemaId, version, subject, strategy);
        }
    }

    private @Nullable SubjectNameStrategy strategy() throws IOException {
        return oneOf(
                Map.of(
                        "TOPIC_NAME", SubjectNameStrategy.TOPIC_NAME,
                        "RECORD_NAME", SubjectNameStrategy.RECORD_NAME,
                        "TOPIC_RECORD_NAME", SubjectNameStrategy.TOPIC_RECORD_NAME),
                "subject_name_strategy");
    }

    private <T> @Nullable T oneOf(Map<String, T> choices, String what) throws IOException {
        String text = text(what);
        if (text == null) {
            return null;
        }
        T choice = choices.get(text);
        if (choice == null) {
            throw invalid("unknown " + what + ": " + shown(text));
        }
        return choice;
    }

    /** The bytes of the value at hand. */
    private byte[] slice() throws IOException {
        int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        parser.skipChildren();
        parser.finishToken();
        int to = Math.toIntExact(parser.currentLocation().getByteOffset());
        return Arrays.copyOfRange(json, from, to);
    }

    private @Nullable String text(String what) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.VALUE_STRING) {
            throw invalid(what + " must be a string");
        }
        return parser.getText();
    }

    private @Nullable Integer number(String what) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        try {
            if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING) {
                return Integer.valueOf(parser.getText().strip());
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw invalid(what + " must be a whole number of 32 bits");
    }

    private void requireObject(String what) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw invalid(what + " must be an object");
        }
    }

    private static RestException invalid(String text) {
        return RestException.of(400, "Bad Request: " + text);
    }

    private static RestException unknown(String name) {
        return RestException.of(422, "Unrecognized field: " + shown(name));
    }

    /** The text, or its beginning if it is long: what a client sent is not repeated at length. */
    static String shown(@Nullable String text) {
        String whole = String.valueOf(text);
        return whole.length() <= SHOWN ? whole : whole.substring(0, SHOWN) + "...";
    }
}
