package io.sluice.rest.v3;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.rest.web.RestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one request to {@code records:batch} asks for.
 *
 * @param entries in order, each with an id that no other has
 */
record RecordBatch(List<Entry> entries) {
    private static final int MAX_ENTRIES = 10;
    private static final Pattern ID = Pattern.compile("[0-9a-zA-Z_-]{1,80}");

    /**
     * A record of a batch.
     *
     * @param json of the record, with its id; well-formed
     */
    @SuppressWarnings("ArrayRecordComponent") // on its way from one class to the next
    record Entry(String id, byte[] json) {}

    /**
     * The batch of a request's body.
     *
     * @throws RestException 400 if it is not well-formed, 422 if it is no batch
     */
    static RecordBatch read(byte[] body) {
        try (JsonParser parser = RecordReader.FACTORY.createParser(body)) {
            List<Entry> entries = entries(parser, body);
            check(entries);
            return new RecordBatch(List.copyOf(entries));
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** What JSON that is not well-formed means to the client. */
    static RestException malformed(IOException e) {
        String reason = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return RestException.of(400, String.valueOf(reason));
    }

    private static List<Entry> entries(JsonParser parser, byte[] body) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw bad("the body must be an object with entries");
        }
        List<Entry> entries = List.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (!name.equals("entries")) {
                throw RestException.of(422, "Unrecognized field: " + RecordReader.shown(name));
            }
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw bad("entries must be an array");
            }
            entries = array(parser, body);
        }
        if (parser.nextToken() != null) {
            throw RestException.of(400, "Unexpected content behind the end of the JSON document");
        }
        return entries;
    }

    private static List<Entry> array(JsonParser parser, byte[] body) throws IOException {
        List<Entry> entries = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw bad("each entry must be an object");
            }
            int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
            String id = id(parser);
            int to = Math.toIntExact(parser.currentLocation().getByteOffset());
            if (id == null || !ID.matcher(id).matches()) {
                throw bad("each entry needs an id, a string of 1 to 80 letters, digits, \"-\" and \"_\"");
            }
            if (entries.size() <= MAX_ENTRIES) {
                entries.add(new Entry(id, Arrays.copyOfRange(body, from, to)));
            }
        }
        return entries;
    }

    /** The id of the object at hand, of which the last token is current afterwards; null when it has none. */
    private static @Nullable String id(JsonParser parser) throws IOException {
        String id = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean named = parser.currentName().equals("id");
            JsonToken token = parser.nextToken();
            if (named) {
                id = token == JsonToken.VALUE_STRING ? parser.getText() : null;
            }
            parser.skipChildren();
        }
        return id;
    }

    private static void check(List<Entry> entries) {
        if (entries.isEmpty()) {
            throw bad("there are no entries");
        }
        if (entries.size() > MAX_ENTRIES) {
            throw bad("there are more than " + MAX_ENTRIES + " entries");
        }
        Set<String> ids = new HashSet<>();
        for (Entry entry : entries) {
            if (!ids.add(entry.id())) {
                throw bad("the id " + entry.id() + " stands twice");
            }
        }
    }

    private static RestException bad(String text) {
        return new RestException(422, 42_208, "Invalid batch: " + text + '.');
    }
}
