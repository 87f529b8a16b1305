package io.sluice.record.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Pieces of documents that stand in many places. Stateless. */
final class Nodes {
    private Nodes() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** A header of a response. */
    static ObjectNode header(String description, String type) {
        ObjectNode header = object().put("description", description);
        header.putObject("schema").put("type", type);
        return header;
    }

    /** A parameter of an operation that need not be there. */
    static ObjectNode parameter(String name, String in, String description, ObjectNode schema) {
        ObjectNode parameter = object().put("name", name).put("in", in).put("description", description);
        parameter.set("schema", schema);
        return parameter;
    }

    /** The schema of any text. */
    static ObjectNode text() {
        return object().put("type", "string");
    }
}
