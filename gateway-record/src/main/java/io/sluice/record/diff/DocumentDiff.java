package io.sluice.record.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.record.openapi.ExistingDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What differs between two OpenAPI documents, seen by whoever uses the API. Paths are the same when they differ in the
 * names of parameters only; words such as descriptions do not count. One thread.
 */
public final class DocumentDiff {
    private final ExistingDocument before;
    private final ExistingDocument after;
    private final Changes changes = new Changes();
    private final SchemaDiff schemas;

    private DocumentDiff(ExistingDocument before, ExistingDocument after) {
        this.before = before;
        this.after = after;
        this.schemas = new SchemaDiff(before, after, changes);
    }

    /** All differences, in the order of paths. */
    public static List<Change> between(ExistingDocument before, ExistingDocument after) {
        var diff = new DocumentDiff(before, after);
        diff.paths();
        return diff.changes.list();
    }

    private void paths() {
        SortedMap<String, Map.Entry<String, JsonNode>> old = byShape(before);
        SortedMap<String, Map.Entry<String, JsonNode>> current = byShape(after);
        for (String shape : union(old.keySet(), current.keySet())) {
            Map.Entry<String, JsonNode> one = old.get(shape);
            Map.Entry<String, JsonNode> other = current.get(shape);
            if (one == null && other != null) {
                changes.added(other.getKey(), "path", false);
            } else if (one != null && other == null) {
                changes.removed(one.getKey(), "path", true);
            } else if (one != null && other != null) {
                operations(other.getKey(), one.getValue(), other.getValue());
            }
        }
    }

    private static SortedMap<String, Map.Entry<String, JsonNode>> byShape(ExistingDocument document) {
        SortedMap<String, Map.Entry<String, JsonNode>> paths = new TreeMap<>();
        document.root().path("paths").properties().forEach(path -> paths.put(shape(path.getKey()), path));
        return paths;
    }

    private static String shape(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }

    private void operations(String path, JsonNode old, JsonNode current) {
        for (String method : new TreeSet<>(ExistingDocument.METHODS)) {
            String place = method.toUpperCase(Locale.ROOT) + " " + path;
            if (old.has(method) && current.has(method)) {
                operation(place, old, current, method);
            } else if (old.has(method)) {
                changes.removed(place, "operation", true);
            } else if (current.has(method)) {
                changes.added(place, "operation", false);
            }
        }
    }

    private void operation(String place, JsonNode oldPath, JsonNode currentPath, String method) {
        JsonNode old = oldPath.get(method);
        JsonNode current = currentPath.get(method);
        parameters(place, parameters(before, oldPath, old), parameters(after, currentPath, current));
        body(place + " request", before.resolved(old.path("requestBody")), after.resolved(current.path("requestBody")));
        responses(place, old.path("responses"), current.path("responses"));
    }

    /** Those of the operation and of its path, by place and name; those of paths are told by their place only. */
    private static SortedMap<String, JsonNode> parameters(
            ExistingDocument document, JsonNode path, JsonNode operation) {
        SortedMap<String, JsonNode> parameters = new TreeMap<>();
        for (JsonNode list : List.of(path.path("parameters"), operation.path("parameters"))) {
            List<JsonNode> ofPath = new ArrayList<>();
            for (JsonNode each : list) {
                JsonNode parameter = document.resolved(each);
                String in = parameter.path("in").asText();
                String name = parameter.path("name").asText();
                if (in.equals("path")) {
                    ofPath.add(parameter);
                } else {
                    parameters.put(in + " " + (in.equals("header") ? name.toLowerCase(Locale.ROOT) : name), parameter);
                }
            }
            for (int i = 0; i < ofPath.size(); i++) {
                parameters.put("path " + (i + 1), ofPath.get(i));
            }
        }
        return parameters;
    }

    private void parameters(String place, Map<String, JsonNode> old, Map<String, JsonNode> current) {
        for (String key : union(old.keySet(), current.keySet())) {
            String at = place + " parameter " + key;
            JsonNode one = old.get(key);
            JsonNode other = current.get(key);
            if (one == null && other != null) {
                boolean required = other.path("required").asBoolean();
                changes.added(at, required ? "required parameter" : "parameter", required);
            } else if (one != null && other == null) {
                changes.removed(at, "parameter", true);
            } else if (one != null && other != null) {
                requirement(at, one, other);
                schemas.compare(at, one.get("schema"), other.get("schema"), true);
            }
        }
    }

    private void requirement(String place, JsonNode old, JsonNode current) {
        boolean was = old.path("required").asBoolean();
        boolean is = current.path("required").asBoolean();
        if (was != is) {
            changes.changed(place, is ? "is required now" : "is optional now", is);
        }
    }

    private void body(String place, JsonNode old, JsonNode current) {
        if (old.isMissingNode() || current.isMissingNode()) {
            if (!current.isMissingNode()) {
                changes.added(place, "body", current.path("required").asBoolean());
            } else if (!old.isMissingNode()) {
                changes.removed(place, "body", true);
            }
            return;
        }
        requirement(place, old, current);
        content(place, old.path("content"), current.path("content"), true);
    }

    private void responses(String place, JsonNode old, JsonNode current) {
        for (String status : names(old, current)) {
            String at = place + " response " + status;
            if (!old.has(status)) {
                changes.added(at, "status", false);
            } else if (!current.has(status)) {
                changes.removed(at, "status", status.startsWith("2"));
            } else {
                JsonNode one = before.resolved(old.get(status));
                JsonNode other = after.resolved(current.get(status));
                content(at, one.path("content"), other.path("content"), false);
                headers(at, one.path("headers"), other.path("headers"));
            }
        }
    }

    private void headers(String place, JsonNode old, JsonNode current) {
        for (String name : names(old, current)) {
            String at = place + " header " + name;
            if (!old.has(name)) {
                changes.added(at, "header", false);
            } else if (!current.has(name)) {
                changes.removed(at, "header", true);
            } else {
                schemas.compare(
                        at,
                        before.resolved(old.get(name)).get("schema"),
                        after.resolved(current.get(name)).get("schema"),
                        false);
            }
        }
    }

    private void content(String place, JsonNode old, JsonNode current, boolean sent) {
        for (String type : names(old, current)) {
            String at = place + " " + type;
            if (!old.has(type)) {
                changes.added(at, "media type", false);
            } else if (!current.has(type)) {
                changes.removed(at, "media type", true);
            } else {
                schemas.compare(
                        at + " ", old.get(type).get("schema"), current.get(type).get("schema"), sent);
            }
        }
    }

    private static Set<String> names(JsonNode old, JsonNode current) {
        Set<String> names = new TreeSet<>();
        old.fieldNames().forEachRemaining(names::add);
        current.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return new TreeSet<>(all);
    }
}
