package io.sluice.engine.model;

import io.sluice.config.Quoted;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An interval in mathematical notation: {@code [0,100)}, {@code (,5]}.
 *
 * @param low null for no lower bound
 * @param includesLow whether the lower bound itself is in
 * @param high null for no upper bound
 * @param includesHigh whether the upper bound itself is in
 * @param text as written
 */
public record NumberRange(
        @Nullable BigDecimal low,
        boolean includesLow,
        @Nullable BigDecimal high,
        boolean includesHigh,
        String text) {
    private static final Pattern INTERVAL = Pattern.compile("([\\[(])\\s*([^,\\s]*)\\s*,\\s*([^,\\s]*)\\s*([])])");

    /**
     * Reads an interval.
     *
     * @throws IllegalArgumentException if it is none, or empty
     */
    public static NumberRange of(String text) {
        Matcher interval = INTERVAL.matcher(text.strip());
        if (!interval.matches()) {
            throw invalid(text);
        }
        BigDecimal low = bound(interval.group(2), text);
        BigDecimal high = bound(interval.group(3), text);
        if (low != null && high != null && low.compareTo(high) > 0) {
            throw new IllegalArgumentException("range " + Quoted.of(text) + " is empty");
        }
        return new NumberRange(
                low, interval.group(1).equals("["), high, interval.group(4).equals("]"), text.strip());
    }

    private static @Nullable BigDecimal bound(String bound, String text) {
        try {
            return bound.isEmpty() ? null : new BigDecimal(bound);
        } catch (NumberFormatException e) {
            throw invalid(text);
        }
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException(
                "range " + Quoted.of(text) + " is no interval (expected: such as [0,100) or (,5])");
    }

    /** Whether a number lies within. */
    public boolean contains(BigDecimal number) {
        int aboveLow = low == null ? 1 : number.compareTo(low);
        int belowHigh = high == null ? -1 : number.compareTo(high);
        return (aboveLow > 0 || (aboveLow == 0 && includesLow)) && (belowHigh < 0 || (belowHigh == 0 && includesHigh));
    }
}
