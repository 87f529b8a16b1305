package io.sluice.record.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.record.exchange.RecordedExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Compares JSON values by structure: the order of members does not matter, nor how a number is written. */
final class JsonComparison {
    private static final int MAX_DIFFERENCES = 10;

    private final List<String[]> ignored;
    private final List<String> differences = new ArrayList<>();

    private JsonComparison(List<String> ignored) {
        this.ignored = ignored.stream()
                .map(pointer -> pointer.substring(1).split("/", -1))
                .toList();
    }

    /**
     * Where two values differ, as JSON pointers with what is different.
     *
     * @param ignored JSON pointers that are passed over
     */
    static List<String> differences(JsonNode recorded, JsonNode got, List<String> ignored) {
        var comparison = new JsonComparison(ignored);
        comparison.compare(new ArrayList<>(), recorded, got);
        return comparison.differences;
    }

    private void compare(List<String> path, JsonNode recorded, JsonNode got) {
        if (differences.size() >= MAX_DIFFERENCES || isIgnored(path) || isRedacted(recorded)) {
            return;
        }
        if (recorded.isObject() && got.isObject()) {
            Set<String> names = new TreeSet<>();
            recorded.fieldNames().forEachRemaining(names::add);
            got.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> step(path, name, recorded.path(name), got.path(name)));
        } else if (recorded.isArray() && got.isArray()) {
            for (int i = 0; i < Math.max(recorded.size(), got.size()); i++) {
                step(path, Integer.toString(i), recorded.path(i), got.path(i));
            }
        } else if (!isSame(recorded, got)) {
            String pointer = path.isEmpty() ? "(all)" : "/" + String.join("/", path);
            differences.add(pointer + ": " + words(recorded, got));
        }
    }

    private void step(List<String> path, String name, JsonNode recorded, JsonNode got) {
        path.add(name.replace("~", "~0").replace("/", "~1"));
        compare(path, recorded, got);
        path.remove(path.size() - 1);
    }

    private static boolean isSame(JsonNode recorded, JsonNode got) {
        if (recorded.isNumber() && got.isNumber()) {
            return recorded.decimalValue().compareTo(got.decimalValue()) == 0;
        }
        return recorded.equals(got);
    }

    /** Values are not told: they may be secret. */
    private static String words(JsonNode recorded, JsonNode got) {
        if (got.isMissingNode()) {
            return "is missing";
        }
        if (recorded.isMissingNode()) {
            return "is new";
        }
        return recorded.getNodeType() == got.getNodeType()
                ? "has another value"
                : "was " + kind(recorded) + ", is " + kind(got);
    }

    private static String kind(JsonNode node) {
        return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static boolean isRedacted(JsonNode recorded) {
        return recorded.isTextual() && recorded.textValue().equals(RecordedExchange.REDACTED);
    }

    private boolean isIgnored(List<String> path) {
        return ignored.stream().anyMatch(pointer -> matches(pointer, path));
    }

    private static boolean matches(String[] pointer, List<String> path) {
        if (pointer.length != path.size()) {
            return false;
        }
        for (int i = 0; i < pointer.length; i++) {
            if (!pointer[i].equals("*") && !pointer[i].equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }
}
