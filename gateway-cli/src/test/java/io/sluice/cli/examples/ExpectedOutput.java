package io.sluice.cli.examples;

import java.util.List;

/**
 * What a README says a command prints. {@code ...} within a line stands for any characters, a line of {@code ...} alone
 * for any number of lines. White space at the ends of lines, and empty lines at the end of the output, do not count.
 */
record ExpectedOutput(String text) {
    private static final String ANYTHING = "...";

    boolean matches(String output) {
        return matches(lines(text), lines(output));
    }

    private static List<String> lines(String text) {
        return text.stripTrailing().lines().map(String::stripTrailing).toList();
    }

    private static boolean matches(List<String> expected, List<String> actual) {
        if (expected.isEmpty()) {
            return actual.isEmpty();
        }
        List<String> rest = expected.subList(1, expected.size());
        if (!expected.get(0).equals(ANYTHING)) {
            return !actual.isEmpty()
                    && matchesLine(expected.get(0), actual.get(0))
                    && matches(rest, actual.subList(1, actual.size()));
        }
        for (int skipped = 0; skipped <= actual.size(); skipped++) {
            if (matches(rest, actual.subList(skipped, actual.size()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesLine(String expected, String actual) {
        int gap = expected.indexOf(ANYTHING);
        if (gap < 0) {
            return expected.equals(actual);
        }
        if (!actual.startsWith(expected.substring(0, gap))) {
            return false;
        }
        String rest = expected.substring(gap + ANYTHING.length());
        for (int from = gap; from <= actual.length(); from++) {
            if (matchesLine(rest, actual.substring(from))) {
                return true;
            }
        }
        return false;
    }
}
