package io.sluice.record.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.record.schema.OpenApiVersion;
import io.sluice.record.schema.SchemaRenderer;
import io.sluice.record.schema.SchemaState;
import org.jspecify.annotations.Nullable;

/** Bodies and parameters as a document describes them. */
final class ContentRenderer {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final SchemaRenderer schemas;

    ContentRenderer(OpenApiVersion version) {
        this.schemas = new SchemaRenderer(version);
    }

    /** The media types of a message, each with its schema. */
    ObjectNode content(ContentState content) {
        ObjectNode types = NODES.objectNode();
        content.media().forEach((type, media) -> types.set(type, media(media)));
        return types;
    }

    private ObjectNode media(MediaState media) {
        ObjectNode described = NODES.objectNode();
        ObjectNode schema = switch (media.kind()) {
            case JSON, FORM -> schemas.schema(media.schema());
            case MULTIPART -> parts(media);
            case TEXT -> schemas.text();
            case BINARY -> schemas.binary();
        };
        described.set("schema", schema);
        if (media.example() != null) {
            described.set("example", media.example());
        }
        return described;
    }

    private ObjectNode parts(MediaState media) {
        ObjectNode schema = NODES.objectNode().put("type", "object");
        if (!media.parts().isEmpty()) {
            ObjectNode properties = schema.putObject("properties");
            media.parts().forEach((name, file) -> properties.set(name, file ? schemas.binary() : schemas.text()));
        }
        return schema;
    }

    /** A parameter of a query or a header. */
    ObjectNode parameter(String name, String in, ParameterState state, boolean required) {
        ObjectNode parameter = NODES.objectNode().put("name", name).put("in", in);
        if (required) {
            parameter.put("required", true);
        }
        ObjectNode schema = schemas.scalar(state.values());
        if (state.isRepeated()) {
            schema = NODES.objectNode().put("type", "array").set("items", schema);
        }
        parameter.set("schema", schema);
        return parameter;
    }

    /**
     * A parameter of a path.
     *
     * @param values the values that it had; null when they are not known
     */
    ObjectNode pathParameter(String name, @Nullable SchemaState values) {
        ObjectNode parameter =
                NODES.objectNode().put("name", name).put("in", "path").put("required", true);
        parameter.set("schema", values == null ? schemas.text() : schemas.scalar(values));
        return parameter;
    }

    /** A header field of a response. */
    ObjectNode header(ParameterState state) {
        return NODES.objectNode().set("schema", schemas.scalar(state.values()));
    }
}
