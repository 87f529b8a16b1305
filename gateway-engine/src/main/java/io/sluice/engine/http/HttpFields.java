package io.sluice.engine.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable, ordered list of field lines with lower-case names.
 *
 * <p>A plain array pair: responses carry two to ten fields, which are written far more often than looked up.
 */
public final class HttpFields {
    private static final HttpFields EMPTY = new HttpFields(List.of());

    private final String[] namesAndValues;

    private HttpFields(List<String> namesAndValues) {
        this.namesAndValues = namesAndValues.toArray(String[]::new);
    }

    /** No fields. */
    public static HttpFields empty() {
        return EMPTY;
    }

    /** One field. */
    public static HttpFields of(String name, String value) {
        return builder().add(name, value).build();
    }

    /** A builder without fields. */
    public static Builder builder() {
        return new Builder();
    }

    /** The number of field lines. */
    public int size() {
        return namesAndValues.length / 2;
    }

    /** The lower-case name of the field line at {@code index}. */
    public String name(int index) {
        return namesAndValues[2 * index];
    }

    /** The value of the field line at {@code index}. */
    public String value(int index) {
        return namesAndValues[2 * index + 1];
    }

    /** The first value of a field, its name in lower case; null when absent. */
    public @Nullable String get(String name) {
        for (int i = 0; i < size(); i++) {
            if (name(i).equals(name)) {
                return value(i);
            }
        }
        return null;
    }

    /** All values of a field in order, its name in lower case; empty when absent. */
    public List<String> all(String name) {
        if (get(name) == null) {
            return List.of();
        }
        List<String> values = new ArrayList<>(1);
        for (int i = 0; i < size(); i++) {
            if (name(i).equals(name)) {
                values.add(value(i));
            }
        }
        return Collections.unmodifiableList(values);
    }

    /** Visits the field lines in order. */
    public void forEach(BiConsumer<String, String> visitor) {
        for (int i = 0; i < size(); i++) {
            visitor.accept(name(i), value(i));
        }
    }

    /** A builder that starts with these fields. */
    public Builder toBuilder() {
        var builder = new Builder();
        forEach(builder::add);
        return builder;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HttpFields fields && List.of(namesAndValues).equals(List.of(fields.namesAndValues));
    }

    @Override
    public int hashCode() {
        return List.of(namesAndValues).hashCode();
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }

    /** Collects field lines. Not thread-safe. */
    public static final class Builder {
        private final List<String> namesAndValues = new ArrayList<>();

        private Builder() {}

        /** Appends a field line; the name is put into lower case. */
        public Builder add(String name, String value) {
            namesAndValues.add(name.toLowerCase(Locale.ROOT));
            namesAndValues.add(Objects.requireNonNull(value, "value"));
            return this;
        }

        /** Appends a field line unless the value is null. */
        public Builder addIfPresent(String name, @Nullable String value) {
            return value == null ? this : add(name, value);
        }

        /** The fields so far. */
        public HttpFields build() {
            return namesAndValues.isEmpty() ? EMPTY : new HttpFields(namesAndValues);
        }
    }
}
