package io.sluice.record.openapi;

import io.sluice.record.exchange.NamedValues;
import io.sluice.record.schema.LeftOut;
import io.sluice.record.schema.SchemaRules;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The query parameters or header fields of a message, by name. One thread. */
final class ParameterStates {
    private static final int MAX_NAMES = 100;
    private static final int MAX_LENGTH = 200;

    private final SchemaRules rules;
    private final SortedMap<String, ParameterState> states = new TreeMap<>();

    ParameterStates(SchemaRules rules) {
        this.rules = rules;
    }

    void observe(NamedValues values, Predicate<String> which, boolean accepted, LeftOut leftOut) {
        values.forEach((name, texts) -> {
            if (which.test(name)) {
                observe(name, texts, accepted, leftOut);
            }
        });
    }

    private void observe(String name, List<String> texts, boolean accepted, LeftOut leftOut) {
        ParameterState state = state(name, leftOut);
        if (state != null) {
            state.observe(texts, accepted, leftOut);
        }
    }

    private @Nullable ParameterState state(String name, LeftOut leftOut) {
        ParameterState known = states.get(name);
        if (known == null && states.size() < MAX_NAMES && !name.isEmpty() && name.length() <= MAX_LENGTH) {
            known = new ParameterState(rules);
            states.put(name, known);
        } else if (known == null) {
            leftOut.count(LeftOut.Reason.PARAMETERS);
        }
        return known;
    }

    void mergeFrom(ParameterStates other, LeftOut leftOut) {
        other.states.forEach((name, theirs) -> {
            ParameterState ours = state(name, leftOut);
            if (ours != null) {
                ours.mergeFrom(theirs, leftOut);
            }
        });
    }

    SortedMap<String, ParameterState> byName() {
        return states;
    }
}
