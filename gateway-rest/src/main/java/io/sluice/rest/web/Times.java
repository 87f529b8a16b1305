package io.sluice.rest.web;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.OptionalLong;

/** Reads points in time that clients name. Stateless. */
public final class Times {
    /** From here on a number of seconds is taken for one of milliseconds: the year is 5138. */
    private static final BigDecimal MILLIS_FROM = BigDecimal.valueOf(100_000_000_000L);

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

    private Times() {}

    /**
     * ISO 8601 with an offset, or seconds since 1970; numbers too large for a useful number of seconds are taken for
     * milliseconds.
     *
     * @return milliseconds since 1970; empty if it is neither
     */
    public static OptionalLong millis(String text) {
        try {
            var number = new BigDecimal(text.strip());
            if ((long) number.precision() - number.scale() <= 18) {
                BigDecimal millis = number.abs().compareTo(MILLIS_FROM) < 0 ? number.multiply(THOUSAND) : number;
                return OptionalLong.of(millis.longValue());
            }
            return OptionalLong.empty();
        } catch (NumberFormatException e) {
            return iso(text.strip());
        }
    }

    private static OptionalLong iso(String text) {
        try {
            return OptionalLong.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }
}
