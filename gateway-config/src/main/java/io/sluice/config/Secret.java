package io.sluice.config;

import static java.util.Objects.requireNonNull;

/**
 * A value that must not show up in logs, messages or {@code explain}.
 *
 * @param value the secret itself
 */
public record Secret(String value) {

    /** Rejects a missing value. */
    public Secret {
        requireNonNull(value, "value");
    }

    /** Never the value. */
    @Override
    public String toString() {
        return "***";
    }
}
