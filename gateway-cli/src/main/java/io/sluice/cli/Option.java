package io.sluice.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a command can be told.
 *
 * @param names how it is written, such as {@code -c} and {@code --config}; empty for an operand, which has no name
 * @param value what follows the name, such as {@code FILE}; null when nothing does
 * @param fallback what counts when it is not given; null without one
 * @param description what it means
 */
record Option(
        List<String> names,
        @Nullable String value,
        @Nullable String fallback,
        String description) {
    /** Asks for help, with every command. */
    static final Option HELP = flag("Show this help and end.", "-h", "--help");

    /** Something that is said or not. */
    static Option flag(String description, String... names) {
        return new Option(List.of(names), null, null, description);
    }

    /** A file that is named after the option. */
    static Option file(String fallback, String description, String... names) {
        return new Option(List.of(names), "FILE", fallback, description);
    }

    /** A file that is named without an option. */
    static Option operand(String fallback, String description) {
        return new Option(List.of(), "FILE", fallback, description);
    }

    boolean isOperand() {
        return names.isEmpty();
    }

    /** How help and complaints write it. */
    String synopsis() {
        String name = String.join(", ", names);
        if (value == null) {
            return name;
        }
        return isOperand() ? "[" + value + "]" : name + "=" + value;
    }
}
