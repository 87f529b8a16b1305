package io.sluice.config;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A scalar that is compiled later (a template, a pattern, a reference), with the place to name when that fails.
 *
 * @param value the text after the environment was filled in
 */
public record Text(String value, Location at) {

    /** Rejects missing parts. */
    public Text {
        requireNonNull(value, "value");
        requireNonNull(at, "at");
    }

    /** The value of what may be absent; null then. */
    public static @Nullable String valueOf(@Nullable Text text) {
        return text == null ? null : text.value;
    }

    /** The bare value. */
    @Override
    public String toString() {
        return value;
    }
}
