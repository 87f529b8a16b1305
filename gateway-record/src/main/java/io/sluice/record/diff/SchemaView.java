package io.sluice.record.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.record.openapi.ExistingDocument;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A schema as the set of types that it allows, each with what it asks of it; so that both versions of OpenAPI compare. */
final class SchemaView {
    private static final JsonNode NOTHING = JsonNodeFactory.instance.missingNode();

    private final Map<String, JsonNode> types = new TreeMap<>();
    private final JsonNode schema;
    private boolean opaque;

    private SchemaView(JsonNode schema) {
        this.schema = schema;
    }

    static SchemaView of(ExistingDocument document, @Nullable JsonNode node) {
        JsonNode schema = document.resolved(node == null ? NOTHING : node);
        var view = new SchemaView(schema);
        view.add(document, schema);
        return view;
    }

    /** Only alternatives that differ in type are understood; other combinations are compared by their text. */
    private void add(ExistingDocument document, JsonNode schema) {
        JsonNode any = schema.has("anyOf") ? schema.get("anyOf") : schema.path("oneOf");
        for (JsonNode each : any) {
            JsonNode alternative = document.resolved(each);
            opaque |= alternative.has("anyOf") || alternative.has("oneOf") || !alternative.has("type");
            addTyped(alternative);
        }
        opaque |= schema.has("allOf") || schema.has("not");
        addTyped(schema);
    }

    private void addTyped(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            type.forEach(each -> addType(each.asText(), schema));
        } else if (type.isTextual()) {
            addType(type.asText(), schema);
        }
        if (schema.path("nullable").asBoolean()) {
            types.put("null", schema);
        }
    }

    private void addType(String type, JsonNode schema) {
        opaque |= types.put(type, schema) != null && !type.equals("null");
    }

    /** Whether it cannot be told type by type. */
    boolean isOpaque() {
        return opaque;
    }

    /** The types that it allows; none stand for all. */
    Set<String> types() {
        return new TreeSet<>(types.keySet());
    }

    /** What it asks of a type; a missing node if it does not allow it. */
    JsonNode part(String type) {
        JsonNode part = types.get(type);
        return part == null ? NOTHING : part;
    }

    /** The schema as it was written. */
    JsonNode text() {
        return schema;
    }
}
