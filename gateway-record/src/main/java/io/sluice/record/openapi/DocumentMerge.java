package io.sluice.record.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Adds what was learned to an existing document, which has the last word: nothing in it is changed or taken away. New
 * are paths, operations, parameters, statuses, media types and properties that it does not have. Stateless.
 */
final class DocumentMerge {
    private static final int MAX_DEPTH = 32;

    private final ExistingDocument existing;

    private DocumentMerge(ExistingDocument existing) {
        this.existing = existing;
    }

    /** A new document: the existing one with what was learned. */
    static ObjectNode merge(ExistingDocument existing, ObjectNode learned) {
        ObjectNode merged = existing.root().deepCopy();
        new DocumentMerge(existing).addTo(merged, learned);
        return merged;
    }

    private void addTo(ObjectNode merged, ObjectNode learned) {
        servers(merged, learned.path("servers"));
        boolean secured = merged.has("security");
        ObjectNode paths = merged.withObject("/paths");
        for (Map.Entry<String, JsonNode> path : learned.path("paths").properties()) {
            if (paths.get(path.getKey()) instanceof ObjectNode item) {
                path(item, path.getValue(), secured);
            } else {
                paths.set(path.getKey(), path.getValue());
            }
        }
        JsonNode schemes = learned.at("/components/securitySchemes");
        if (!schemes.isMissingNode()) {
            addMissing(merged.withObject("/components/securitySchemes"), schemes);
        }
    }

    /** A server with a base path is told from the origins that requests show. */
    private void servers(ObjectNode merged, JsonNode learned) {
        for (JsonNode server : learned) {
            String url = server.path("url").asText();
            String host = url.substring(url.indexOf("://") + 3);
            boolean known = existing.hosts().contains(host);
            for (JsonNode have : merged.path("servers")) {
                known |= have.path("url").asText().replaceAll("/$", "").equals(url);
            }
            if (!known) {
                merged.withArray("/servers").add(server);
            }
        }
    }

    private void path(ObjectNode item, JsonNode learned, boolean secured) {
        for (Map.Entry<String, JsonNode> member : learned.properties()) {
            String name = member.getKey();
            if (name.equals("parameters")) {
                pathParameters(item, member.getValue());
            } else if (!item.has(name) && !name.equals("servers")) {
                item.set(name, member.getValue());
            } else if (item.get(name) instanceof ObjectNode operation) {
                operation(operation, item.path("parameters"), member.getValue(), secured);
            }
        }
    }

    /** An operation may describe the parameters of its path by itself. */
    private void pathParameters(ObjectNode item, JsonNode learned) {
        for (JsonNode parameter : learned) {
            boolean known = has(item.path("parameters"), parameter);
            for (JsonNode operation : item) {
                known |= has(operation.path("parameters"), parameter);
            }
            if (!known) {
                item.withArray("/parameters").add(parameter);
            }
        }
    }

    private void operation(ObjectNode operation, JsonNode shared, JsonNode learned, boolean secured) {
        for (JsonNode parameter : learned.path("parameters")) {
            if (!has(operation.path("parameters"), parameter) && !has(shared, parameter)) {
                operation.withArray("/parameters").add(parameter);
            }
        }
        JsonNode body = learned.path("requestBody");
        if (!operation.has("requestBody") && body.isObject()) {
            operation.set("requestBody", body);
        } else if (operation.get("requestBody") instanceof ObjectNode has) {
            content(has, body);
        }
        ObjectNode responses = operation.withObject("/responses");
        for (Map.Entry<String, JsonNode> response : learned.path("responses").properties()) {
            if (responses.get(response.getKey()) instanceof ObjectNode has) {
                response(has, response.getValue());
            } else {
                responses.set(response.getKey(), response.getValue());
            }
        }
        if (!secured && !operation.has("security") && learned.has("security")) {
            operation.set("security", learned.get("security"));
        }
    }

    private void response(ObjectNode response, JsonNode learned) {
        if (!response.has("$ref")) {
            content(response, learned);
            if (learned.has("headers")) {
                addMissing(response.withObject("/headers"), learned.get("headers"));
            }
        }
    }

    private void content(ObjectNode message, JsonNode learned) {
        if (message.has("$ref")) {
            return;
        }
        for (Map.Entry<String, JsonNode> media : learned.path("content").properties()) {
            ObjectNode content = message.withObject("/content");
            if (!content.has(media.getKey())) {
                content.set(media.getKey(), media.getValue());
            } else if (content.path(media.getKey()).get("schema") instanceof ObjectNode schema) {
                schema(schema, media.getValue().path("schema"), 0);
            }
        }
    }

    /** Adds properties where both say that it is an object, and looks further where both say the same. */
    private void schema(ObjectNode schema, JsonNode learned, int depth) {
        if (schema.has("$ref")
                || depth > MAX_DEPTH
                || !hasType(schema, "object", "array")
                || !sameType(schema, learned)) {
            return;
        }
        if (schema.get("items") instanceof ObjectNode items) {
            schema(items, learned.path("items"), depth + 1);
        }
        boolean closed = schema.path("additionalProperties").isBoolean()
                ? !schema.path("additionalProperties").booleanValue()
                : schema.has("additionalProperties");
        for (Map.Entry<String, JsonNode> property : learned.path("properties").properties()) {
            if (schema.path("properties").get(property.getKey()) instanceof ObjectNode has) {
                schema(has, property.getValue(), depth + 1);
            } else if (!closed && !schema.path("properties").has(property.getKey())) {
                schema.withObject("/properties").set(property.getKey(), property.getValue());
            }
        }
    }

    private static boolean hasType(JsonNode schema, String... types) {
        for (String type : types) {
            if (isType(schema.path("type"), type)) {
                return true;
            }
        }
        return false;
    }

    private static boolean sameType(JsonNode one, JsonNode other) {
        return (hasType(one, "object") && hasType(other, "object"))
                || (hasType(one, "array") && hasType(other, "array"));
    }

    private static boolean isType(JsonNode types, String type) {
        if (types instanceof ArrayNode all) {
            for (JsonNode each : all) {
                if (each.asText().equals(type)) {
                    return true;
                }
            }
        }
        return types.asText().equals(type);
    }

    private boolean has(JsonNode parameters, JsonNode parameter) {
        for (JsonNode each : parameters) {
            JsonNode have = existing.resolved(each);
            boolean header = have.path("in").asText().equals("header");
            String name = have.path("name").asText();
            String wanted = parameter.path("name").asText();
            if (have.path("in").equals(parameter.path("in"))
                    && (header ? name.equalsIgnoreCase(wanted) : name.equals(wanted))) {
                return true;
            }
        }
        return false;
    }

    private static void addMissing(ObjectNode have, JsonNode learned) {
        for (Map.Entry<String, JsonNode> member : learned.properties()) {
            if (!have.has(member.getKey())) {
                have.set(member.getKey(), member.getValue());
            }
        }
    }
}
