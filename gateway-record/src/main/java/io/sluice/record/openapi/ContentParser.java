package io.sluice.record.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.record.exchange.NamedValues;
import io.sluice.record.exchange.RecordedTarget;
import io.sluice.record.schema.Scalars;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bodies to JSON values. Stateless. */
public final class ContentParser {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]{1,70})\"?");
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]{1,200})\"");
    private static final int MAX_PARTS = 100;

    private ContentParser() {}

    /** The media type of a message: what its content-type says, else what its body looks like. */
    public static String mediaType(NamedValues headers, String body) {
        String said = headers.first("content-type");
        String type = said == null ? "" : MediaKind.mediaType(said);
        if (!type.isEmpty()) {
            return type;
        }
        return json(body) == null ? "text/plain" : "application/json";
    }

    /** Whether bodies of a media type are JSON. */
    public static boolean isJson(String mediaType) {
        return MediaKind.of(mediaType) == MediaKind.JSON;
    }

    /** The JSON value of a text; null if it is none. */
    public static @Nullable JsonNode json(String text) {
        try {
            JsonNode value = JSON.readTree(text);
            return value == null || value.isMissingNode() ? null : value;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** The fields of a form that was sent as pairs. */
    static ObjectNode form(String text) {
        ObjectNode fields = NODES.objectNode();
        NamedValues pairs = RecordedTarget.parse(text);
        pairs.forEach((name, values) -> fields.set(name, scalars(values)));
        return fields;
    }

    private static JsonNode scalars(List<String> values) {
        if (values.size() == 1) {
            return Scalars.of(values.get(0));
        }
        ArrayNode all = NODES.arrayNode();
        values.forEach(value -> all.add(Scalars.of(value)));
        return all;
    }

    /** The names of the parts of a form, each with whether it is a file; null if there is no boundary. */
    static @Nullable ObjectNode parts(String contentType, String text) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            return null;
        }
        ObjectNode parts = NODES.objectNode();
        String delimiter = "--" + boundary.group(1);
        int start = text.indexOf(delimiter);
        for (int i = 0; start >= 0 && i < MAX_PARTS; i++) {
            int end = text.indexOf(delimiter, start + delimiter.length());
            part(text.substring(start + delimiter.length(), end < 0 ? text.length() : end), parts);
            start = end;
        }
        return parts;
    }

    private static void part(String part, ObjectNode parts) {
        int head = part.indexOf("\r\n\r\n");
        head = head < 0 ? part.indexOf("\n\n") : head;
        String fields = head < 0 ? "" : part.substring(0, head);
        Matcher name = NAME.matcher(fields);
        if (name.find()) {
            parts.put(name.group(1), fields.contains("filename="));
        }
    }
}
