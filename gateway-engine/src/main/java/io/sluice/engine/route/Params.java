package io.sluice.engine.route;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters that a matched path bound, decoded. Immutable. */
public final class Params {
    private static final Params NONE = new Params(List.of(), new String[0]);

    private final List<String> names;
    private final String[] values;

    private Params(List<String> names, String[] values) {
        this.names = names;
        this.values = values;
    }

    /** No parameters. */
    public static Params none() {
        return NONE;
    }

    /** These parameters, in the map's order. */
    public static Params of(Map<String, String> values) {
        return of(List.copyOf(values.keySet()), values.values().toArray(String[]::new));
    }

    /** Parameters by position; the array is kept, not copied, and has one value for each name. */
    static Params of(List<String> names, String[] values) {
        return names.isEmpty() ? NONE : new Params(names, values);
    }

    /** The value of a parameter; null when the matched condition does not bind it. */
    public @Nullable String get(String name) {
        int index = names.indexOf(name);
        return index < 0 ? null : values[index];
    }

    /** The names in order of their appearance in the path. */
    public List<String> names() {
        return names;
    }

    @Override
    public String toString() {
        var text = new StringBuilder("{");
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ", ").append(names.get(i)).append('=').append(values[i]);
        }
        return text.append('}').toString();
    }
}
