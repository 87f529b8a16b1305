package io.sluice.engine.route;

import io.sluice.config.Quoted;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern for one value: {@code *} is any characters, {@code {name}} one or more, the rest is literal; the whole value
 * must match. Immutable.
 *
 * <p>The literals between wildcards are searched from left to right, each at its first place: as a wildcard takes any
 * character, a later place would open nothing new. Time is at most the literals' lengths times the value's.
 */
public final class Glob {
    private final String text;
    private final String[] literals;
    /** {@code gaps[i]}: the fewest characters between literals i and i + 1. */
    private final int[] gaps;

    private Glob(String text, List<String> literals, List<Integer> gaps) {
        this.text = text;
        this.literals = literals.toArray(String[]::new);
        this.gaps = gaps.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException if a brace is not closed
     */
    public static Glob compile(String text) {
        List<String> literals = new ArrayList<>();
        List<Integer> gaps = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*' || c == '{') {
                literals.add(text.substring(start, i));
                gaps.add(c == '{' ? 1 : 0);
                i = c == '{' ? text.indexOf('}', i) : i;
                if (i < 0) {
                    throw new IllegalArgumentException(Quoted.of(text) + " lacks a closing brace");
                }
                start = i + 1;
            }
        }
        literals.add(text.substring(start));
        return new Glob(text, literals, gaps);
    }

    /** Whether the whole value matches. */
    public boolean matches(String value) {
        if (gaps.length == 0) {
            return value.equals(text);
        }
        if (!value.startsWith(literals[0])) {
            return false;
        }
        int position = literals[0].length();
        for (int i = 0; i < gaps.length - 1; i++) {
            int from = position + gaps[i];
            // An empty literal is found even behind the end, so that the end is checked by itself.
            int found = from > value.length() ? -1 : value.indexOf(literals[i + 1], from);
            if (found < 0) {
                return false;
            }
            position = found + literals[i + 1].length();
        }
        String last = literals[gaps.length];
        return value.length() - last.length() >= position + gaps[gaps.length - 1] && value.endsWith(last);
    }

    /** Whether it has wildcards. */
    public boolean isWild() {
        return gaps.length > 0;
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
