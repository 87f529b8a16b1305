package io.sluice.cli;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command was told: {@code -c FILE}, {@code --config FILE}, {@code --config=FILE}, flags, and one operand at most. A
 * {@code --} ends the options. Immutable.
 */
final class Arguments {
    private final Map<Option, String> values;

    private Arguments(Map<Option, String> values) {
        this.values = values;
    }

    /**
     * Reads the words after a command.
     *
     * @throws UsageException if the command does not understand them
     */
    static Arguments parse(List<Option> options, List<String> words) {
        Map<Option, String> values = new HashMap<>();
        boolean onlyOperands = false;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            if (!onlyOperands && word.equals("--")) {
                onlyOperands = true;
            } else if (!onlyOperands && word.length() > 1 && word.startsWith("-")) {
                takeOption(options, word, rest, values);
            } else {
                takeOperand(options, word, values);
            }
        }
        return new Arguments(values);
    }

    private static void takeOption(
            List<Option> options, String word, Iterator<String> rest, Map<Option, String> values) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Option option = options.stream()
                .filter(candidate -> candidate.names().contains(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("Unknown option: " + name));
        String value = equals < 0 ? null : word.substring(equals + 1);
        if (option.value() == null && value != null) {
            throw new UsageException(name + " takes no value, but was given \"" + value + "\"");
        }
        if (option.value() != null && value == null) {
            if (!rest.hasNext()) {
                throw new UsageException("Missing value: " + option.synopsis());
            }
            value = rest.next();
        }
        put(option, value == null ? "" : value, values);
    }

    private static void takeOperand(List<Option> options, String word, Map<Option, String> values) {
        Option operand = options.stream()
                .filter(Option::isOperand)
                .findFirst()
                .orElseThrow(() -> new UsageException("Unexpected argument: " + word));
        put(operand, word, values);
    }

    private static void put(Option option, String value, Map<Option, String> values) {
        if (values.put(option, value) != null) {
            throw new UsageException("Given more than once: " + option.synopsis());
        }
    }

    /** Whether an option was given. */
    boolean has(Option option) {
        return values.containsKey(option);
    }

    /** The value of an option that has a fallback. */
    String value(Option option) {
        @Nullable String value = values.getOrDefault(option, option.fallback());
        if (value == null) {
            throw new IllegalArgumentException("option: " + option.synopsis() + " (expected: one with a fallback)");
        }
        return value;
    }
}
