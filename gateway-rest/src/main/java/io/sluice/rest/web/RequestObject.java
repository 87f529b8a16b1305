package io.sluice.rest.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a request, read with the coercions and the errors of the original: 400 for what is no JSON or of the
 * wrong kind, 422 for members that nobody knows and bodies that are missing. Every member that is asked for counts as
 * known; {@link #finish} reports the others. Not thread-safe.
 */
public final class RequestObject {
    private static final ObjectReader READER = JsonMapper.builder(Json.FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    /** Kafka's protocol has no longer ones, and its clients fail on them where they cannot be answered. */
    private static final int MAX_TEXT_BYTES = Short.MAX_VALUE;

    private final ObjectNode node;
    private final Set<String> known = new TreeSet<>();

    private RequestObject(ObjectNode node) {
        this.node = node;
    }

    /**
     * The object of a body that must be there.
     *
     * @param what names the body in the error of a missing one, such as {@code subscribe.arg3}
     * @throws RestException 400 or 422
     */
    public static RequestObject of(byte[] body, String what) {
        RequestObject object = ofOptional(body);
        if (object == null) {
            throw RestException.of(422, what + " must not be null (was null)");
        }
        return object;
    }

    /**
     * The object of a body; null when it is empty or {@code null}.
     *
     * @throws RestException 400 if it is something else
     */
    public static @Nullable RequestObject ofOptional(byte[] body) {
        JsonNode node = tree(body);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        return new RequestObject(object(node));
    }

    private static JsonNode tree(byte[] body) {
        try (JsonParser parser = Json.FACTORY.createParser(body)) {
            JsonNode read = READER.readTree(parser);
            JsonNode node = read == null ? MissingNode.getInstance() : read; // null for no content at all
            if (parser.nextToken() != null) {
                throw RestException.of(400, "Unexpected content behind the end of the JSON document");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw Failures.of(e);
        } catch (IOException e) {
            throw RestException.of(400, "Invalid UTF-8: " + e.getMessage());
        }
    }

    private static ObjectNode object(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw RestException.of(400, "Cannot deserialize an object from " + kind(node));
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "Array value";
            case OBJECT -> "Object value";
            case STRING -> "String value";
            case BOOLEAN -> "Boolean value";
            case NUMBER -> "Number value";
            default -> "null";
        };
    }

    /** Whether a member is there and not null. */
    public boolean has(String name) {
        return member(name) != null;
    }

    private @Nullable JsonNode member(String name) {
        known.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** A text, or a number or boolean as one; null when absent. One that is too long for Kafka's protocol is refused. */
    public @Nullable String text(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        return text(value);
    }

    private static String text(JsonNode value) {
        if (value.isContainerNode()) {
            throw RestException.of(400, "Cannot deserialize value of type `String` from " + kind(value));
        }
        String text = value.asText();
        if (isTooLong(text)) {
            throw RestException.of(
                    400,
                    "String \"" + Scalars.shortened(text) + "\" has more than " + MAX_TEXT_BYTES + " bytes of UTF-8");
        }
        return text;
    }

    /** Whether a text is longer than those of Kafka's protocol may be. */
    static boolean isTooLong(String text) {
        return text.length() > MAX_TEXT_BYTES / 3 && text.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES;
    }

    /** A whole number in the range of an int, or a text or fraction that stands for one; null when absent. */
    public @Nullable Integer number(String name) {
        return Scalars.inRange(longNumber(name));
    }

    /** A whole number, or a text or fraction that stands for one; null when absent. */
    public @Nullable Long longNumber(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        if (value.isNumber()) {
            if (!value.canConvertToLong()) {
                throw RestException.of(400, "Numeric value out of range of `long`");
            }
            return value.asLong();
        }
        if (value.isTextual()) {
            return Scalars.parsed(value.asText());
        }
        throw RestException.of(400, "Cannot deserialize value of type `Integer` from " + kind(value));
    }

    /** True or false, also as a text; null when absent. */
    public @Nullable Boolean flag(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        String text = value.isTextual() ? value.asText().strip() : "";
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw RestException.of(400, "Cannot deserialize value of type `Boolean` from " + kind(value));
    }

    /** A list of objects; null when absent. An element that is null is an error. */
    public @Nullable List<RequestObject> objects(String name) {
        ArrayNode array = array(name);
        if (array == null) {
            return null;
        }
        List<RequestObject> objects = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i).isNull()) {
                throw RestException.of(422, name + "[" + i + "] must not be null");
            }
            objects.add(new RequestObject(object(array.get(i))));
        }
        return objects;
    }

    /** A list of texts; null when absent. An element that is null is an error. */
    public @Nullable List<String> texts(String name) {
        ArrayNode array = array(name);
        if (array == null) {
            return null;
        }
        List<String> texts = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i).isNull()) {
                throw RestException.of(422, name + "[" + i + "] must not be null");
            }
            texts.add(text(array.get(i)));
        }
        return texts;
    }

    /** A list of whole numbers in the range of an int; null when absent. */
    public @Nullable List<Integer> numbers(String name) {
        ArrayNode array = array(name);
        if (array == null) {
            return null;
        }
        List<Integer> numbers = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            if (!element.canConvertToInt() || !element.isIntegralNumber()) {
                throw RestException.of(400, "Cannot deserialize value of type `Integer` from " + kind(element));
            }
            numbers.add(element.intValue());
        }
        return numbers;
    }

    private @Nullable ArrayNode array(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        if (value instanceof ArrayNode array) {
            return array;
        }
        throw RestException.of(400, "Cannot deserialize value of type `List` from " + kind(value));
    }

    /** Checks that every member is a text, or a number or boolean as one. */
    public void allStrings() {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            text(names.next());
        }
    }

    /**
     * Reports the first member that nobody asked for.
     *
     * @throws RestException 422
     */
    public void finish() {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw Scalars.unrecognized(name);
            }
        }
    }
}
