package io.sluice.record.exchange;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Names with one or more values each, in the order of their first appearance: header fields or query parameters. Immutable. */
public final class NamedValues {
    /** No names. */
    public static final NamedValues NONE = new NamedValues(Map.of());

    private final Map<String, List<String>> values;

    private NamedValues(Map<String, List<String>> values) {
        this.values = values;
    }

    /** A builder for header fields: names become lower case. */
    public static Builder fields() {
        return new Builder(name -> name.toLowerCase(Locale.ROOT));
    }

    /** A builder for query parameters: names stay as they are. */
    public static Builder parameters() {
        return new Builder(UnaryOperator.identity());
    }

    /** The names, in order. */
    public Set<String> names() {
        return values.keySet();
    }

    /** All values of a name; none when it is absent. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The first value of a name; null when it is absent. */
    public @Nullable String first(String name) {
        List<String> all = values.get(name);
        return all == null ? null : all.get(0);
    }

    /** Whether there is no name. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Hands out every name with its values, in order. */
    public void forEach(BiConsumer<String, List<String>> taker) {
        values.forEach(taker);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NamedValues that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    /** Collects names and values. One thread. */
    public static final class Builder {
        private final UnaryOperator<String> naming;
        private final Map<String, List<String>> values = new LinkedHashMap<>();

        private Builder(UnaryOperator<String> naming) {
            this.naming = naming;
        }

        /** Adds a value to those of a name. */
        public Builder add(String name, String value) {
            values.computeIfAbsent(naming.apply(name), key -> new ArrayList<>(1))
                    .add(value);
            return this;
        }

        /** What was added; the builder is of no more use. */
        public NamedValues build() {
            values.replaceAll((name, all) -> List.copyOf(all));
            return values.isEmpty() ? NONE : new NamedValues(Collections.unmodifiableMap(values));
        }
    }
}
