package io.sluice.http;

import java.util.stream.IntStream;

/** Lengths as texts; those of short bodies are made once. */
final class DecimalText {
    private static final int MADE_ONCE = 1 << 10;
    private static final String[] TEXTS =
            IntStream.range(0, MADE_ONCE).mapToObj(Integer::toString).toArray(String[]::new);

    private DecimalText() {}

    /** The decimal form of a number that is not negative. */
    static String of(long number) {
        return number < MADE_ONCE ? TEXTS[(int) number] : Long.toString(number);
    }
}
