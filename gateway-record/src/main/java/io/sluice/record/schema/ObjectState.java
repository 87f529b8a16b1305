package io.sluice.record.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What JSON objects have in common. One thread.
 *
 * <p>An object with very many keys is a map in truth. Once there are more keys than the bound, and their values are of
 * one kind, only the values' schema is kept.
 */
final class ObjectState {
    private final SchemaRules rules;
    private final Map<String, SchemaState> properties = new HashMap<>();
    private long count;
    private boolean fixed; // at the bound, and no map
    private @Nullable SchemaState values;

    ObjectState(SchemaRules rules) {
        this.rules = rules;
    }

    void observe(JsonNode object, int depth, LeftOut leftOut) {
        count++;
        if (depth >= rules.maxDepth()) {
            if (!object.isEmpty()) {
                leftOut.count(LeftOut.Reason.DEPTH);
            }
            return;
        }
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            SchemaState state = property(property.getKey(), leftOut);
            if (state != null) {
                state.observe(property.getValue(), depth + 1, leftOut);
            }
        }
    }

    void mergeFrom(ObjectState other, LeftOut leftOut) {
        count += other.count;
        if (other.values != null) {
            becomeMap(leftOut).mergeFrom(other.values, leftOut);
        }
        other.properties.forEach((name, theirs) -> {
            SchemaState ours = property(name, leftOut);
            if (ours != null) {
                ours.mergeFrom(theirs, leftOut);
            }
        });
    }

    /** Where a property's values are learned; null beyond the bound. */
    private @Nullable SchemaState property(String name, LeftOut leftOut) {
        SchemaState known = values == null ? properties.get(name) : values;
        if (known == null && properties.size() < rules.maxProperties()) {
            known = new SchemaState(rules);
            properties.put(name, known);
        } else if (known == null && !fixed) {
            fixed = !isMap();
            known = fixed ? null : becomeMap(leftOut);
        }
        if (known == null) {
            leftOut.count(LeftOut.Reason.PROPERTIES);
        }
        return known;
    }

    private SchemaState becomeMap(LeftOut leftOut) {
        SchemaState all = values;
        if (all == null) {
            all = mapValues(leftOut);
            values = all;
            properties.clear();
        }
        return all;
    }

    /** The properties that were seen, in no order; none if it is kept as a map. */
    Map<String, SchemaState> properties() {
        return properties;
    }

    /** Whether a property was in all samples, and these were enough. */
    boolean isRequired(SchemaState property) {
        return count >= SchemaRules.REQUIRED_SAMPLES && property.samples() == count;
    }

    /** Whether the keys are rather data than names: they are many, differ between samples, and have values of one kind. */
    boolean isMap() {
        if (values != null) {
            return true;
        }
        if (properties.size() <= SchemaRules.MAP_KEYS) {
            return false;
        }
        Set<ValueKind> kinds = EnumSet.noneOf(ValueKind.class);
        long seen = 0;
        for (SchemaState property : properties.values()) {
            kinds.addAll(property.kinds());
            seen += property.samples();
        }
        boolean oneKind = kinds.size() <= 1 || kinds.equals(EnumSet.of(ValueKind.INTEGER, ValueKind.NUMBER));
        boolean differ = count == 1 || 2 * seen < count * properties.size();
        return oneKind && differ && areAlike();
    }

    /** Whether objects among the values have most of their properties in common. */
    private boolean areAlike() {
        SchemaState all = mapValues(new LeftOut());
        ObjectState merged = all.objects();
        if (merged == null) {
            return true;
        }
        long seen = merged.properties.values().stream()
                .mapToLong(SchemaState::samples)
                .sum();
        return 2 * seen >= merged.count * merged.properties.size();
    }

    /** What all values have in common. */
    SchemaState mapValues(LeftOut leftOut) {
        if (values != null) {
            return values;
        }
        var all = new SchemaState(rules);
        properties.values().forEach(property -> all.mergeFrom(property, leftOut));
        return all;
    }
}
