package io.sluice.record.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.record.exchange.RecordedExchange;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What JSON values have in common, learned one by one. Owned by one thread.
 *
 * <p>What is learned does not depend on the order of the values as long as the bounds of {@link SchemaRules} are not
 * reached. A value that was redacted counts as seen and tells nothing of its type.
 */
public final class SchemaState {
    private final SchemaRules rules;
    private final Set<ValueKind> kinds = EnumSet.noneOf(ValueKind.class);
    private long samples;
    private boolean nulls;
    private boolean redacted;
    private @Nullable TextState texts;
    private @Nullable SchemaState items;
    private @Nullable ObjectState objects;

    /** Knows no value yet. */
    public SchemaState(SchemaRules rules) {
        this.rules = rules;
    }

    /** Learns from a value. */
    public void observe(JsonNode value, LeftOut leftOut) {
        observe(value, 0, leftOut);
    }

    void observe(JsonNode value, int depth, LeftOut leftOut) {
        if (value.isTextual()) {
            observeText(value.textValue());
            return;
        }
        samples++;
        if (value.isObject()) {
            kinds.add(ValueKind.OBJECT);
            object().observe(value, depth, leftOut);
        } else if (value.isArray()) {
            kinds.add(ValueKind.ARRAY);
            array(value, depth, leftOut);
        } else if (value.isBoolean()) {
            kinds.add(ValueKind.BOOLEAN);
        } else if (value.isIntegralNumber()) {
            kinds.add(ValueKind.INTEGER);
        } else if (value.isNumber()) {
            kinds.add(ValueKind.NUMBER);
        } else {
            nulls = true;
        }
    }

    private void observeText(String text) {
        samples++;
        if (text.equals(RecordedExchange.REDACTED)) {
            redacted = true;
        } else {
            kinds.add(ValueKind.STRING);
            text().observe(text);
        }
    }

    private void array(JsonNode array, int depth, LeftOut leftOut) {
        if (depth >= rules.maxDepth()) {
            leftOut.count(LeftOut.Reason.DEPTH);
            return;
        }
        for (JsonNode item : array) {
            item().observe(item, depth + 1, leftOut);
        }
    }

    /** Learns what another one knows. */
    public void mergeFrom(SchemaState other, LeftOut leftOut) {
        samples += other.samples;
        nulls |= other.nulls;
        redacted |= other.redacted;
        kinds.addAll(other.kinds);
        if (other.texts != null) {
            text().mergeFrom(other.texts);
        }
        if (other.items != null) {
            item().mergeFrom(other.items, leftOut);
        }
        if (other.objects != null) {
            object().mergeFrom(other.objects, leftOut);
        }
    }

    /** How many values it knows. */
    public long samples() {
        return samples;
    }

    /** The kinds seen; an integer is a number where both were seen. */
    Set<ValueKind> kinds() {
        if (kinds.contains(ValueKind.NUMBER) && kinds.contains(ValueKind.INTEGER)) {
            Set<ValueKind> all = EnumSet.copyOf(kinds);
            all.remove(ValueKind.INTEGER);
            return all;
        }
        return kinds;
    }

    /** Whether null was among the values. */
    boolean isNullable() {
        return nulls;
    }

    /** Whether a value was redacted: there may be types that were not seen. */
    boolean isRedacted() {
        return redacted;
    }

    @Nullable TextState texts() {
        return texts;
    }

    @Nullable SchemaState items() {
        return items;
    }

    @Nullable ObjectState objects() {
        return objects;
    }

    /**
     * Adds what tells this structure from others, as paths such as {@code .items[].id}.
     *
     * @param most how many paths to stop at
     */
    public void outline(String prefix, int depth, Set<String> paths, int most) {
        if (paths.size() >= most || depth < 0) {
            return;
        }
        if (items != null) {
            items.outline(prefix + "[]", depth, paths, most);
        }
        if (objects != null) {
            for (Map.Entry<String, SchemaState> property : objects.properties().entrySet()) {
                String path = prefix + "." + property.getKey();
                paths.add(path);
                property.getValue().outline(path, depth - 1, paths, most);
            }
        }
    }

    private TextState text() {
        TextState known = texts;
        if (known == null) {
            known = new TextState(rules);
            texts = known;
        }
        return known;
    }

    private SchemaState item() {
        SchemaState known = items;
        if (known == null) {
            known = new SchemaState(rules);
            items = known;
        }
        return known;
    }

    private ObjectState object() {
        ObjectState known = objects;
        if (known == null) {
            known = new ObjectState(rules);
            objects = known;
        }
        return known;
    }
}
