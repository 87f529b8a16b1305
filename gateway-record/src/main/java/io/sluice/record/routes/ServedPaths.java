package io.sluice.record.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.Text;
import io.sluice.config.fold.Listener;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The paths of a document, in the order in which they are met. Templates that differ in names alone are one path. */
final class ServedPaths {
    /** The methods that OpenAPI has, in the order in which people expect them. */
    static final List<String> METHODS = List.of("get", "head", "post", "put", "patch", "delete", "options", "trace");

    private final SecuritySchemes security;
    private final Map<String, ServedPath> byShape = new LinkedHashMap<>();

    ServedPaths(SecuritySchemes security) {
        this.security = security;
    }

    /** The path of a template; what stands in its item beside operations is only asked for when it is new. */
    ServedPath at(DocumentedPath path, Supplier<ArrayNode> parameters) {
        return byShape.computeIfAbsent(path.shape(), shape -> new ServedPath(path, parameters.get()));
    }

    /** Writes the paths, each with its servers unless it is served by all of them. */
    void write(ObjectNode paths, Set<String> servers) {
        for (ServedPath path : byShape.values()) {
            ObjectNode item = paths.putObject(path.path.template());
            if (!path.servers.equals(servers)) {
                writeServers(item, path.servers);
            }
            if (!path.parameters.isEmpty()) {
                item.set("parameters", path.parameters);
            }
            for (String method : METHODS) {
                JsonNode operation = path.operations.get(method);
                if (operation != null) {
                    item.set(method, operation);
                }
            }
        }
    }

    /** Writes where something is served. */
    static void writeServers(ObjectNode node, Set<String> urls) {
        ArrayNode servers = node.putArray("servers");
        urls.forEach(url -> servers.addObject().put("url", url));
    }

    /** A path and what is served there. */
    final class ServedPath {
        private final DocumentedPath path;
        private final ArrayNode parameters;
        private final Map<String, ObjectNode> operations = new LinkedHashMap<>();
        private final Set<String> servers = new LinkedHashSet<>();
        private final Set<String> guarded = new HashSet<>(); // methods for which everybody has to say who they are

        ServedPath(DocumentedPath path, ArrayNode parameters) {
            this.path = path;
            this.parameters = parameters;
        }

        DocumentedPath path() {
            return path;
        }

        /**
         * Adds an operation. Where there is one already, that one counts, and this says who else may use it: requests come
         * here if their sender may not use the first.
         *
         * @param method in lower case
         * @param url where it is served
         * @param demands guard name to the roles it must grant; empty for everybody
         */
        void add(
                String method,
                Supplier<ObjectNode> operation,
                Listener listener,
                String url,
                Map<String, List<Text>> demands) {
            servers.add(url);
            boolean isNew = !operations.containsKey(method);
            ObjectNode chosen = operations.computeIfAbsent(method, key -> operation.get());
            if (demands.isEmpty()) {
                if (guarded.remove(method)) {
                    chosen.withArrayProperty("security").addObject();
                }
            } else if (isNew || guarded.contains(method)) {
                guarded.add(method);
                security.add(chosen, listener, demands);
            }
        }
    }
}
