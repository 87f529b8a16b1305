package io.sluice.record.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.record.path.TemplatedPath;
import io.sluice.record.schema.OpenApiVersion;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is known of an API as an OpenAPI document. Equal knowledge becomes equal documents, down to the order of keys. */
final class DocumentRenderer {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** The order in which people expect methods. */
    private static final List<String> METHODS =
            List.of("get", "head", "post", "put", "patch", "delete", "options", "trace");

    private final OpenApiVersion version;
    private final @Nullable ExistingDocument existing;
    private final ContentRenderer content;

    DocumentRenderer(OpenApiVersion version, @Nullable ExistingDocument existing) {
        this.version = version;
        this.existing = existing;
        this.content = new ContentRenderer(version);
    }

    /**
     * The document of an API.
     *
     * @param host the host that it belongs to; empty for several
     */
    ObjectNode document(String host, ApiState api) {
        ObjectNode document = NODES.objectNode().put("openapi", version.full());
        String title = host.isEmpty() ? "Recorded API" : "Recorded API of " + host;
        document.putObject("info").put("title", title).put("version", "1.0");
        if (!api.origins().isEmpty()) {
            document.set("servers", servers(api.origins()));
        }
        var ids = new OperationIds(existing == null ? null : existing.root());
        NavigableSet<String> schemes = new TreeSet<>();
        ObjectNode paths = document.putObject("paths");
        api.paths().forEach((template, path) -> paths.set(template, path(path, api.origins(), ids, schemes)));
        if (!schemes.isEmpty()) {
            ObjectNode described = document.putObject("components").putObject("securitySchemes");
            schemes.forEach(scheme -> described.set(Credentials.name(scheme), Credentials.described(scheme)));
        }
        return existing == null ? document : DocumentMerge.merge(existing, document);
    }

    private static ArrayNode servers(NavigableSet<String> origins) {
        ArrayNode servers = NODES.arrayNode();
        origins.forEach(origin -> servers.addObject().put("url", origin));
        return servers;
    }

    private ObjectNode path(
            TemplatedPath<PathState> path,
            NavigableSet<String> origins,
            OperationIds ids,
            NavigableSet<String> schemes) {
        ObjectNode item = NODES.objectNode();
        PathState state = path.place();
        if (!state.origins().isEmpty() && !state.origins().equals(origins)) {
            item.set("servers", servers(state.origins()));
        }
        if (!path.parameters().isEmpty()) {
            ArrayNode parameters = item.putArray("parameters");
            path.parameters().forEach((name, values) -> parameters.add(content.pathParameter(name, values)));
        }
        for (String method : METHODS) {
            OperationState operation = state.operations().get(method);
            if (operation != null) {
                item.set(method, operation(ids.name(method, path.template()), operation, schemes));
            }
        }
        return item;
    }

    private ObjectNode operation(String id, OperationState state, NavigableSet<String> schemes) {
        ObjectNode operation = NODES.objectNode().put("operationId", id);
        ArrayNode parameters = NODES.arrayNode();
        state.query()
                .byName()
                .forEach((name, query) ->
                        parameters.add(content.parameter(name, "query", query, state.isRequired(query))));
        state.headers()
                .byName()
                .forEach((name, header) ->
                        parameters.add(content.parameter(name, "header", header, state.isRequired(header))));
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
        if (state.content().hasBodies()) {
            ObjectNode body = operation.putObject("requestBody");
            if (state.needsContent()) {
                body.put("required", true);
            }
            body.set("content", content.content(state.content()));
        }
        ObjectNode responses = operation.putObject("responses");
        state.responses()
                .forEach((status, response) -> responses.set(Integer.toString(status), response(status, response)));
        security(state, operation, schemes);
        return operation;
    }

    private ObjectNode response(int status, ResponseState state) {
        ObjectNode response = NODES.objectNode().put("description", StatusWords.of(status));
        if (!state.headers().byName().isEmpty()) {
            ObjectNode headers = response.putObject("headers");
            state.headers().byName().forEach((name, header) -> headers.set(name, content.header(header)));
        }
        if (state.content().hasBodies()) {
            response.set("content", content.content(state.content()));
        }
        return response;
    }

    /** Each set of credentials that was enough is one choice; an empty one says that none are needed. */
    private static void security(OperationState state, ObjectNode operation, NavigableSet<String> schemes) {
        if (state.security().stream().allMatch(NavigableSet::isEmpty)) {
            return;
        }
        ArrayNode choices = operation.putArray("security");
        state.security().stream()
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .forEach(choice -> {
                    ObjectNode all = choices.addObject();
                    choice.forEach(scheme -> all.putArray(Credentials.name(scheme)));
                    schemes.addAll(choice);
                });
    }
}
