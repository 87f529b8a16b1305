package io.sluice.record.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.sluice.record.openapi.ExistingDocument;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares schemas. What is sent may be asked for less, what is answered may be promised more, without anybody failing:
 * so the same difference breaks on one side only.
 */
final class SchemaDiff {
    private static final int MAX_DEPTH = 24;

    private final ExistingDocument before;
    private final ExistingDocument after;
    private final Changes changes;

    SchemaDiff(ExistingDocument before, ExistingDocument after, Changes changes) {
        this.before = before;
        this.after = after;
        this.changes = changes;
    }

    /**
     * Compares two schemas.
     *
     * @param sent whether values are sent by clients, and not answered to them
     */
    void compare(String place, @Nullable JsonNode one, @Nullable JsonNode other, boolean sent) {
        compare(place, one, other, sent, 0);
    }

    private void compare(String place, @Nullable JsonNode one, @Nullable JsonNode other, boolean sent, int depth) {
        SchemaView old = SchemaView.of(before, one);
        SchemaView current = SchemaView.of(after, other);
        if (depth > MAX_DEPTH
                || (old.text().equals(current.text()) && !old.text().toString().contains("$ref"))) {
            return;
        }
        if (old.isOpaque() || current.isOpaque()) {
            if (!old.text().equals(current.text())) {
                changes.changed(place, "schema differs", true);
            }
            return;
        }
        types(place, old, current, sent);
        for (String type : old.types()) {
            if (current.types().contains(type) && !type.equals("null")) {
                part(place, old.part(type), current.part(type), sent, depth);
            }
        }
    }

    /** An integer is a number, so that a number instead of an integer allows more, and the other way round less. */
    private void types(String place, SchemaView old, SchemaView current, boolean sent) {
        if (old.types().equals(current.types())) {
            return;
        }
        boolean narrower = !allows(current.types(), old.types());
        boolean wider = !allows(old.types(), current.types());
        changes.changed(
                place, "type " + words(old.types()) + " is now " + words(current.types()), sent ? narrower : wider);
    }

    private static boolean allows(Set<String> wide, Set<String> narrow) {
        if (wide.isEmpty()) {
            return true;
        }
        return !narrow.isEmpty()
                && narrow.stream()
                        .allMatch(type -> wide.contains(type) || (type.equals("integer") && wide.contains("number")));
    }

    private static String words(Set<String> types) {
        return types.isEmpty() ? "any" : String.join(" or ", types);
    }

    private void part(String place, JsonNode old, JsonNode current, boolean sent, int depth) {
        format(place, old, current, sent);
        values(place, old, current, sent);
        properties(place, old, current, sent, depth);
        if (old.has("items") || current.has("items")) {
            compare(place + "[]", old.get("items"), current.get("items"), sent, depth + 1);
        }
        if (old.path("additionalProperties").isObject()
                && current.path("additionalProperties").isObject()) {
            compare(
                    place + ".*",
                    old.get("additionalProperties"),
                    current.get("additionalProperties"),
                    sent,
                    depth + 1);
        } else if (!old.path("additionalProperties").equals(current.path("additionalProperties"))) {
            boolean closed = current.path("additionalProperties").equals(falseNode());
            changes.changed(place, "additional properties differ", sent == closed);
        }
    }

    private static JsonNode falseNode() {
        return BooleanNode.FALSE;
    }

    private void format(String place, JsonNode old, JsonNode current, boolean sent) {
        String one = old.path("format").asText();
        String other = current.path("format").asText();
        if (!one.equals(other)) {
            boolean breaking = sent ? !other.isEmpty() : !one.isEmpty();
            changes.changed(place, "format " + word(one) + " is now " + word(other), breaking);
        }
    }

    private static String word(String format) {
        return format.isEmpty() ? "(none)" : format;
    }

    private void values(String place, JsonNode old, JsonNode current, boolean sent) {
        Set<String> one = texts(old.path("enum"));
        Set<String> other = texts(current.path("enum"));
        if (!one.equals(other)) {
            boolean fewer = !other.isEmpty() && (one.isEmpty() || !other.containsAll(one));
            boolean more = !one.isEmpty() && (other.isEmpty() || !one.containsAll(other));
            changes.changed(place, "values " + one + " are now " + other, sent ? fewer : more);
        }
    }

    private void properties(String place, JsonNode old, JsonNode current, boolean sent, int depth) {
        JsonNode one = old.path("properties");
        JsonNode other = current.path("properties");
        Set<String> wasRequired = texts(old.path("required"));
        Set<String> isRequired = texts(current.path("required"));
        Set<String> names = new TreeSet<>();
        one.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String at = place + "." + name;
            boolean required = isRequired.contains(name);
            if (!one.has(name)) {
                changes.added(at, required ? "required property" : "property", sent && required);
            } else if (!other.has(name)) {
                changes.removed(at, "property", !sent);
            } else {
                if (required != wasRequired.contains(name)) {
                    changes.changed(at, required ? "is required now" : "is optional now", sent == required);
                }
                compare(at, one.get(name), other.get(name), sent, depth + 1);
            }
        }
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
