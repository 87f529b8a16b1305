package io.sluice.record.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was learned of values as a schema of OpenAPI; equal knowledge becomes equal schemas. Stateless but for its version. */
public final class SchemaRenderer {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final OpenApiVersion version;

    /** Renders for a version of OpenAPI. */
    public SchemaRenderer(OpenApiVersion version) {
        this.version = version;
    }

    /** The schema of JSON values. */
    public ObjectNode schema(SchemaState state) {
        List<ObjectNode> parts = new ArrayList<>();
        if (!state.isRedacted() || state.kinds().size() > 0) {
            state.kinds().forEach(kind -> parts.add(part(kind, state)));
        }
        ObjectNode schema = joined(parts);
        if (state.isNullable()) {
            addNull(schema, parts);
        }
        return schema;
    }

    /** The schema of values that are sent as text: where they differ in type they are nothing but texts. */
    public ObjectNode scalar(SchemaState state) {
        Set<ValueKind> kinds = state.kinds();
        if (kinds.size() != 1) {
            return typed("string");
        }
        return part(kinds.iterator().next(), state);
    }

    /** The schema of content that is not looked into. */
    public ObjectNode binary() {
        ObjectNode schema = NODES.objectNode();
        return version == OpenApiVersion.V3_0 ? schema.put("type", "string").put("format", "binary") : schema;
    }

    /** The schema of any text. */
    public ObjectNode text() {
        return typed("string");
    }

    private static ObjectNode joined(List<ObjectNode> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        ObjectNode schema = NODES.objectNode();
        if (!parts.isEmpty()) {
            ArrayNode any = schema.putArray("anyOf");
            parts.forEach(any::add);
        }
        return schema;
    }

    /** In 3.0 null is allowed by the part that has a type; without any type, everything is. */
    private void addNull(ObjectNode schema, List<ObjectNode> parts) {
        if (version == OpenApiVersion.V3_0) {
            if (!parts.isEmpty()) {
                parts.get(0).put("nullable", true);
                allowNullValue(parts.get(0));
            }
        } else if (parts.isEmpty()) {
            schema.put("type", "null");
        } else if (parts.size() == 1) {
            String type = schema.get("type").textValue();
            schema.set("type", NODES.arrayNode().add(type).add("null"));
            allowNullValue(schema);
        } else {
            schema.withArray("/anyOf").addObject().put("type", "null");
        }
    }

    private static void allowNullValue(ObjectNode schema) {
        if (schema.get("enum") instanceof ArrayNode values) {
            values.addNull();
        }
    }

    private ObjectNode part(ValueKind kind, SchemaState state) {
        ObjectNode schema = typed(kind.word());
        switch (kind) {
            case STRING -> text(state.texts(), schema);
            case ARRAY -> schema.set("items", state.items() == null ? NODES.objectNode() : schema(state.items()));
            case OBJECT -> object(state.objects(), schema);
            case BOOLEAN, INTEGER, NUMBER -> {}
        }
        return schema;
    }

    private static void text(@Nullable TextState texts, ObjectNode schema) {
        if (texts == null) {
            return;
        }
        TextFormat format = texts.format();
        if (format != null) {
            schema.put("format", format.word());
        }
        if (!texts.values().isEmpty()) {
            ArrayNode values = schema.putArray("enum");
            texts.values().forEach(values::add);
        }
    }

    private void object(@Nullable ObjectState objects, ObjectNode schema) {
        if (objects == null) {
            return;
        }
        if (objects.isMap()) {
            schema.set("additionalProperties", schema(objects.mapValues(new LeftOut())));
            return;
        }
        Map<String, SchemaState> sorted = new TreeMap<>(objects.properties());
        if (sorted.isEmpty()) {
            return;
        }
        ArrayNode required = NODES.arrayNode();
        ObjectNode properties = NODES.objectNode();
        sorted.forEach((name, property) -> {
            properties.set(name, schema(property));
            if (objects.isRequired(property)) {
                required.add(name);
            }
        });
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        schema.set("properties", properties);
    }

    private static ObjectNode typed(String type) {
        return NODES.objectNode().put("type", type);
    }
}
