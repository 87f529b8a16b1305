package io.sluice.record.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.engine.http.ProblemType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The errors of the gateway itself, as responses that operations refer to (RFC 9457). */
final class Problems {
    private static final String SCHEMA = "Problem";

    private final Map<String, ObjectNode> used = new TreeMap<>();

    /** Adds the problems to an operation's responses: those of one status are one response. */
    void add(ObjectNode responses, Set<ProblemType> types) {
        Map<Integer, List<ProblemType>> byStatus = new TreeMap<>();
        for (ProblemType type : EnumSet.copyOf(types)) {
            byStatus.computeIfAbsent(type.status(), status -> new ArrayList<>()).add(type);
        }
        byStatus.forEach((status, same) ->
                responses.putObject(Integer.toString(status)).put("$ref", "#/components/responses/" + reference(same)));
    }

    /** The response for any other error; only where a service's reply is none of the others. */
    void addOthers(ObjectNode responses) {
        used.computeIfAbsent("OtherProblem", name -> response("Another error of the gateway.", false));
        responses.putObject("default").put("$ref", "#/components/responses/OtherProblem");
    }

    /** The component for these problems, which have one status. */
    private String reference(List<ProblemType> types) {
        var name = new StringBuilder();
        List<String> sentences = new ArrayList<>();
        for (ProblemType type : types) {
            String word = type.uri().substring(type.uri().lastIndexOf(':') + 1);
            for (String part : word.split("-", -1)) {
                name.append(Character.toUpperCase(part.charAt(0))).append(part, 1, part.length());
            }
            sentences.add("`" + type.uri() + "`: " + type.title() + ".");
        }
        int status = types.get(0).status();
        used.computeIfAbsent(name.toString(), key -> response(String.join(" ", sentences), status == 503));
        return name.toString();
    }

    private static ObjectNode response(String description, boolean retry) {
        ObjectNode response = Nodes.object().put("description", description);
        ObjectNode headers = Nodes.object();
        headers.set("x-request-id", Nodes.header("The request's id, which is in the gateway's log.", "string"));
        if (retry) {
            headers.set("retry-after", Nodes.header("After how many seconds to try again.", "integer"));
        }
        response.set("headers", headers);
        response.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/" + SCHEMA);
        return response;
    }

    /** Puts what operations refer to into the document's components. */
    void describe(ObjectNode components) {
        if (used.isEmpty()) {
            return;
        }
        ObjectNode responses = components.withObjectProperty("responses");
        used.forEach(responses::set);
        components.withObjectProperty("schemas").set(SCHEMA, schema());
    }

    private static ObjectNode schema() {
        ObjectNode schema = Nodes.object()
                .put("type", "object")
                .put("description", "An error (RFC 9457). Its type is stable; its detail is for people.");
        ArrayNode required = schema.putArray("required");
        List.of("type", "title", "status", "detail", "instance").forEach(required::add);
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("type").put("type", "string").put("format", "uri-reference");
        properties.putObject("title").put("type", "string");
        properties.putObject("status").put("type", "integer");
        properties.putObject("detail").put("type", "string");
        properties
                .putObject("instance")
                .put("type", "string")
                .put("description", "The request's id, which is in the gateway's log.");
        return schema;
    }
}
