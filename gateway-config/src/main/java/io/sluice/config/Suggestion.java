package io.sluice.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what was probably meant by an unknown word. */
public final class Suggestion {
    /** Bounds the work on hostile files: no one mistypes a word of this length among that many. */
    private static final int LONGEST_WORD = 64;

    private static final int MOST_CANDIDATES = 1000;

    private Suggestion() {}

    /** {@code (did you mean "x"?)} with a leading space, or nothing when no known word is close. */
    public static String of(String word, Collection<String> known) {
        return nearest(word, known)
                .map(near -> " (did you mean " + Quoted.of(near) + "?)")
                .orElse("");
    }

    private static Optional<String> nearest(String word, Collection<String> known) {
        if (word.length() > LONGEST_WORD || known.size() > MOST_CANDIDATES) {
            return Optional.empty();
        }
        int allowed = Math.max(1, word.length() / 3);
        return known.stream()
                .filter(candidate -> candidate.length() <= LONGEST_WORD)
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= allowed)
                .filter(candidate -> distance(word, candidate) <= allowed)
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    }

    /** Levenshtein distance, two rows at a time. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int column = 0; column < previous.length; column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[previous.length];
            current[0] = row;
            for (int column = 1; column < current.length; column++) {
                int replaced = previous[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
