package io.sluice.config.yaml;

import io.sluice.config.Location;
import io.sluice.config.Problems;
import io.sluice.config.Quoted;
import io.sluice.config.Secret;
import io.sluice.config.Suggestion;
import io.sluice.config.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of one mapping. What is wrong is reported and replaced by something harmless, so that reading goes
 * on and finds the rest. Every key that is asked for counts as known; {@link #finish} reports the others.
 */
final class Cursor {
    private static final Map<String, Boolean> BOOLEANS = Map.of("true", true, "false", false);

    private final YamlNode.Mapping mapping;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    Cursor(YamlNode.Mapping mapping, Problems problems) {
        this.mapping = mapping;
        this.problems = problems;
    }

    Location at() {
        return mapping.at();
    }

    Problems problems() {
        return problems;
    }

    /** All keys, known or not, in file order. */
    Set<String> keys() {
        return mapping.members().keySet();
    }

    boolean has(String key) {
        known.add(key);
        return mapping.members().containsKey(key);
    }

    /** Where a key stands; the mapping itself when it is absent. */
    Location keyAt(String key) {
        YamlNode.Member member = mapping.members().get(key);
        return member == null ? at() : member.keyAt();
    }

    @Nullable YamlNode node(String key) {
        known.add(key);
        YamlNode.Member member = mapping.members().get(key);
        return member == null ? null : member.value();
    }

    /** A value that is not empty; null when absent or wrong. */
    @Nullable Text text(String key) {
        Text text = anyText(node(key));
        return text != null && isFilled(text) ? text : null;
    }

    /** As {@link #text}, but absence is an error and an empty text stands for what is missing. */
    Text requireText(String key) {
        if (!has(key)) {
            missing(key);
        }
        Text text = text(key);
        return text == null ? new Text("", keyAt(key)) : text;
    }

    @Nullable String string(String key) {
        return Text.valueOf(text(key));
    }

    String string(String key, String absent) {
        String value = string(key);
        return value == null ? absent : value;
    }

    /** May be empty. */
    @Nullable Secret secret(String key) {
        Text text = anyText(node(key));
        return text == null ? null : new Secret(text.value());
    }

    /** Null when absent or wrong. */
    @Nullable Boolean bool(String key) {
        return choice(key, BOOLEANS);
    }

    /** One of the words; null when absent or wrong. */
    <T> @Nullable T choice(String key, Map<String, T> words) {
        Text text = text(key);
        if (text == null) {
            return null;
        }
        T choice = words.get(text.value());
        if (choice == null) {
            problems.error(text.at(), Choices.unexpected(text.value(), words.keySet()));
        }
        return choice;
    }

    <T> T choice(String key, Map<String, T> words, T absent) {
        T choice = choice(key, words);
        return choice == null ? absent : choice;
    }

    /** A whole number in a range; null when absent or wrong. */
    @Nullable Long number(String key, long lowest, long highest) {
        Text text = text(key);
        return text == null ? null : number(text, lowest, highest);
    }

    long number(String key, NumberRange range) {
        Long number = number(key, range.lowest(), range.highest());
        return number == null ? range.absent() : number;
    }

    /** A number from 0 to 1. */
    double share(String key, double absent) {
        Text text = text(key);
        if (text == null) {
            return absent;
        }
        try {
            double share = new BigDecimal(text.value()).doubleValue();
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        problems.error(text.at(), Quoted.bare(text.value()) + " (expected: a number from 0 to 1)");
        return absent;
    }

    @Nullable Long number(Text text, long lowest, long highest) {
        try {
            long number = Long.parseLong(text.value());
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            problems.error(text.at(), Quoted.bare(text.value()) + " (expected: a whole number)");
            return null;
        }
        problems.error(text.at(), Quoted.bare(text.value()) + " (expected: " + lowest + " to " + highest + ")");
        return null;
    }

    /** A list of values; empty when absent. */
    List<Text> texts(String key) {
        List<Text> texts = new ArrayList<>();
        for (YamlNode item : sequence(key)) {
            Text text = anyText(item);
            if (text != null && isFilled(text)) {
                texts.add(text);
            }
        }
        return List.copyOf(texts);
    }

    List<String> strings(String key) {
        return texts(key).stream().map(Text::value).toList();
    }

    /** The items of a list, or the one value that stands in its place. */
    List<YamlNode> oneOrMany(String key) {
        YamlNode node = node(key);
        return node instanceof YamlNode.Sequence || node == null ? sequence(key) : List.of(node);
    }

    /** Names to values, which may be empty; empty when absent. */
    Map<String, Text> textMap(String key) {
        Cursor members = mapping(key);
        return members == null ? Map.of() : members.allTexts();
    }

    /** A nested mapping; null when absent or wrong. */
    @Nullable Cursor mapping(String key) {
        YamlNode node = node(key);
        return node == null ? null : asMapping(node);
    }

    /** As {@link #mapping}, but absence is an error. */
    @Nullable Cursor requireMapping(String key) {
        if (!has(key)) {
            missing(key);
        }
        return mapping(key);
    }

    /** A list of mappings; empty when absent. */
    List<Cursor> mappings(String key) {
        List<Cursor> cursors = new ArrayList<>();
        for (YamlNode item : sequence(key)) {
            Cursor cursor = asMapping(item);
            if (cursor != null) {
                cursors.add(cursor);
            }
        }
        return cursors;
    }

    /** Every member of this mapping as a mapping, by name. */
    Map<String, Cursor> allMappings() {
        Map<String, Cursor> cursors = new LinkedHashMap<>();
        for (String key : keys()) {
            Cursor cursor = mapping(key);
            if (cursor != null) {
                cursors.put(key, cursor);
            }
        }
        return cursors;
    }

    /** Every member of this mapping as a value, by name. */
    Map<String, Text> allTexts() {
        Map<String, Text> texts = new LinkedHashMap<>();
        for (String key : keys()) {
            Text text = anyText(node(key));
            if (text != null) {
                texts.put(key, text);
            }
        }
        return texts;
    }

    @Nullable Cursor asMapping(YamlNode node) {
        if (node instanceof YamlNode.Mapping nested) {
            return new Cursor(nested, problems);
        }
        expected("a mapping", node);
        return null;
    }

    /** Accepts a key that has no effect. */
    void ignore(String key, String warning) {
        if (has(key)) {
            problems.warning(keyAt(key), warning);
        }
    }

    void missing(String key) {
        problems.error(at(), "missing member " + Quoted.of(key));
    }

    /** Reports every key that nothing asked for. */
    void finish() {
        mapping.members().forEach((key, member) -> {
            if (!known.contains(key)) {
                problems.error(member.keyAt(), "unknown key " + Quoted.of(key) + Suggestion.of(key, known));
            }
        });
    }

    /** Reports a list that is written but has no items. */
    void requireItems(String key) {
        if (node(key) instanceof YamlNode.Sequence list && list.items().isEmpty()) {
            problems.error(list.at(), "the list is empty (fill it or leave it out)");
        }
    }

    private List<YamlNode> sequence(String key) {
        YamlNode node = node(key);
        if (node instanceof YamlNode.Sequence list) {
            return list.items();
        }
        if (node != null) {
            expected("a list", node);
        }
        return List.of();
    }

    private void expected(String what, YamlNode node) {
        if (!(node instanceof YamlNode.Broken)) {
            problems.error(node.at(), "expected " + what + ", found " + node.described());
        }
    }

    @Nullable Text anyText(@Nullable YamlNode node) {
        if (node == null) {
            return null;
        }
        if (node instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
            return new Text(scalar.text(), scalar.at());
        }
        expected("a single value", node);
        return null;
    }

    private boolean isFilled(Text text) {
        if (text.value().isEmpty()) {
            problems.error(text.at(), "must not be empty");
        }
        return !text.value().isEmpty();
    }
}
