package io.sluice.record.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.record.schema.LeftOut;
import io.sluice.record.schema.SchemaRules;
import io.sluice.record.schema.SchemaState;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What bodies of one media type have in common. One thread. */
final class MediaState {
    private static final int MAX_EXAMPLE = 8_192;

    private final MediaKind kind;
    private final SchemaState schema;
    private final Map<String, Boolean> parts = new TreeMap<>();
    private final boolean examples;
    private @Nullable JsonNode example;

    MediaState(MediaKind kind, Rules rules) {
        this.kind = kind;
        this.schema = new SchemaState(rules.schemas());
        this.examples = rules.examples();
    }

    void observe(String contentType, String body, LeftOut leftOut) {
        JsonNode value = switch (kind) {
            case JSON -> ContentParser.json(body);
            case FORM -> ContentParser.form(body);
            case MULTIPART -> ContentParser.parts(contentType, body);
            case TEXT, BINARY -> JsonNodeFactory.instance.nullNode();
        };
        if (value == null) {
            leftOut.count(LeftOut.Reason.UNREADABLE);
        } else if (value instanceof ObjectNode named && kind == MediaKind.MULTIPART) {
            named.properties()
                    .forEach(part -> notePart(part.getKey(), part.getValue().booleanValue(), leftOut));
        } else if (kind == MediaKind.JSON || kind == MediaKind.FORM) {
            schema.observe(value, leftOut);
            keep(body, value);
        }
    }

    private void notePart(String name, boolean file, LeftOut leftOut) {
        if (parts.containsKey(name) || parts.size() < SchemaRules.MAP_KEYS) {
            parts.merge(name, file, Boolean::logicalOr);
        } else {
            leftOut.count(LeftOut.Reason.PROPERTIES);
        }
    }

    private void keep(String body, JsonNode value) {
        if (examples && example == null && body.length() <= MAX_EXAMPLE) {
            example = value;
        }
    }

    void mergeFrom(MediaState other, LeftOut leftOut) {
        schema.mergeFrom(other.schema, leftOut);
        other.parts.forEach((name, file) -> notePart(name, file, leftOut));
        example = example == null ? other.example : example;
    }

    MediaKind kind() {
        return kind;
    }

    SchemaState schema() {
        return schema;
    }

    /** The names of the parts of forms, each with whether it is a file. */
    Map<String, Boolean> parts() {
        return parts;
    }

    /** The first body, if bodies are kept as examples; else null. */
    @Nullable JsonNode example() {
        return example;
    }
}
