package io.sluice.rest.stream;

import io.sluice.rest.web.RestException;
import io.sluice.rest.web.Scalars;
import io.sluice.rest.web.Times;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query, an empty one as if it were absent. What is wrong with one is told as 422, by its name.
 *
 * @param lookup the decoded value of a parameter; null when it is absent
 */
record Parameters(Function<String, @Nullable String> lookup) {

    /** A parameter; null when it is absent. */
    @Nullable String text(String name) {
        String text = lookup.apply(name);
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** A whole number within a range; null when it is absent. */
    @Nullable Long number(String name, long min, long max) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        Long number = isNumber(text) ? parsed(text) : null;
        if (number == null || number < min || number > max) {
            throw wrong(name, text, "a number from " + min + " to " + max);
        }
        return number;
    }

    /** The same with a value for one that is absent. */
    long number(String name, long min, long max, long otherwise) {
        Long number = number(name, min, max);
        return number == null ? otherwise : number;
    }

    /** Milliseconds since 1970; null when it is absent. */
    @Nullable Long time(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        // In a query a plus that is not encoded is a space.
        OptionalLong millis = Times.millis(text.replace(' ', '+'));
        if (millis.isEmpty() || millis.getAsLong() < 0) {
            throw wrong(
                    name,
                    text,
                    "ISO 8601 such as 2026-01-31T12:00:00Z, seconds since 1970, or milliseconds from 1e11 on");
        }
        return millis.getAsLong();
    }

    /** Refuses parameters that mean nothing in a request. */
    void refuse(List<String> names, String reason) {
        for (String name : names) {
            if (text(name) != null) {
                throw RestException.of(422, name + " " + reason);
            }
        }
    }

    /** The error of a value. */
    static RestException wrong(String name, String text, String expected) {
        return RestException.of(422, name + " must be " + expected + " (was \"" + Scalars.shortened(text) + "\")");
    }

    /** Whether it is digits, perhaps with a sign. */
    static boolean isNumber(String text) {
        return text.matches("[+-]?[0-9]{1,100}");
    }

    private static @Nullable Long parsed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return null; // beyond the largest number
        }
    }
}
