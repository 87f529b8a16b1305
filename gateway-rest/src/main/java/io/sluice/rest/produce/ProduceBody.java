package io.sluice.rest.produce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.rest.format.RecordEncoder;
import io.sluice.rest.web.Failures;
import io.sluice.rest.web.Json;
import io.sluice.rest.web.RestException;
import io.sluice.rest.web.Scalars;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a produce request: {@code {"records":[{"key":..,"value":..,"partition":..}],"value_schema":..}}. It is read
 * once where records need no schema. Where they do, it is read for the schemas first, because they may stand behind the
 * records. Not thread-safe.
 */
final class ProduceBody {
    private static final String RECORDS = "records";

    private final byte[] json;
    private final String what;

    /**
     * A body.
     *
     * @param what names it in errors as the original does, such as {@code produceJson.arg2}
     */
    ProduceBody(byte[] json, String what) {
        this.json = json;
        this.what = what;
    }

    /** What the body says about schemas. */
    record SchemaMembers(
            @Nullable String keySchema,
            @Nullable Integer keySchemaId,
            @Nullable String valueSchema,
            @Nullable Integer valueSchemaId) {}

    /**
     * Reads what the body says about schemas, and the rest as far as it must be well-formed.
     *
     * @throws RestException 400 or 422
     */
    SchemaMembers schemas() {
        @Nullable String[] texts = new @Nullable String[2];
        @Nullable Integer[] ids = new @Nullable Integer[2];
        boolean[] any = new boolean[1];
        read(new Members() {
            @Override
            public void records(JsonParser parser) throws IOException {
                any[0] = parser.nextToken() != JsonToken.END_ARRAY;
                while (parser.currentToken() != JsonToken.END_ARRAY) {
                    parser.skipChildren();
                    parser.nextToken();
                }
            }

            @Override
            public void schema(boolean key, @Nullable String text) {
                texts[key ? 0 : 1] = text;
            }

            @Override
            public void schemaId(boolean key, @Nullable Integer id) {
                ids[key ? 0 : 1] = id;
            }
        });
        if (!any[0]) {
            throw noRecords();
        }
        return new SchemaMembers(texts[0], ids[0], texts[1], ids[1]);
    }

    /**
     * Reads the records, all of them or none.
     *
     * @throws RestException 400 or 422 for the first thing that is wrong
     */
    List<ParsedRecord> records(RecordEncoder keys, RecordEncoder values) {
        List<ParsedRecord> records = new ArrayList<>();
        read(new Members() {
            @Override
            public void records(JsonParser parser) throws IOException {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (parser.currentToken() == JsonToken.VALUE_NULL) {
                        throw RestException.of(
                                400,
                                "Cannot construct instance of `ProduceRequest`, problem: at index " + records.size());
                    }
                    records.add(ParsedRecord.read(parser, keys, values));
                }
            }

            @Override
            public void schema(boolean key, @Nullable String text) {}

            @Override
            public void schemaId(boolean key, @Nullable Integer id) {}
        });
        if (records.isEmpty()) {
            throw noRecords();
        }
        return records;
    }

    private RestException noRecords() {
        return RestException.of(422, what + ".records must not be empty (was [])");
    }

    /** Told of the members of the body in their order. */
    private interface Members {
        /** The parser stands at the beginning of the list, and afterwards at its end. */
        void records(JsonParser parser) throws IOException;

        void schema(boolean key, @Nullable String text);

        void schemaId(boolean key, @Nullable Integer id);
    }

    private void read(Members members) {
        try (JsonParser parser = Json.FACTORY.createParser(json)) {
            JsonToken first = parser.nextToken();
            if (first == null || first == JsonToken.VALUE_NULL) {
                end(parser);
                throw RestException.of(422, what + " must not be null (was null)");
            }
            Scalars.requireObject(parser);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                member(parser, members);
            }
            end(parser);
        } catch (CharConversionException e) {
            throw RestException.of(400, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw Failures.of(e);
        }
    }

    private static void member(JsonParser parser, Members members) throws IOException {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
            case RECORDS -> {
                if (parser.currentToken() != JsonToken.VALUE_NULL) {
                    Scalars.requireArray(parser);
                    members.records(parser);
                }
            }
            case "key_schema" -> members.schema(true, Scalars.text(parser));
            case "value_schema" -> members.schema(false, Scalars.text(parser));
            case "key_schema_id" -> members.schemaId(true, Scalars.number(parser));
            case "value_schema_id" -> members.schemaId(false, Scalars.number(parser));
            default -> throw Scalars.unrecognized(name);
        }
    }

    private static void end(JsonParser parser) throws IOException {
        if (parser.currentToken() != null && parser.nextToken() != null) {
            throw RestException.of(400, "Unexpected content behind the end of the JSON document");
        }
    }
}
