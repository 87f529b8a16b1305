package io.sluice.rest.consumer;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Patterns for names of topics, as clients send them: those of RE2, which take time that grows with the name and not
 * faster; unlike {@code java.util.regex} they know neither lookaround nor references back. Stateless.
 *
 * <p>What grows with the pattern is bounded here. RE2 writes {@code x{100}} out a hundred times, within another repetition
 * as often again, and calls itself as deep as that is long: a few characters could take all memory, or the stack, of the
 * thread that serves everybody.
 */
final class TopicPatterns {
    private static final int MAX_LENGTH = 1_000;
    /** Of a pattern that is written out, by the estimate that every repetition stands within all others. */
    private static final long MAX_ESTIMATE = 100_000;
    /** Steps of the compiled pattern; one without counted repetitions has about one for each character. */
    private static final int MAX_STEPS = 1_500;

    private static final Pattern COUNTED = Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?}");

    private TopicPatterns() {}

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException if the text is empty, too large or no pattern
     */
    static Pattern compile(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("Topic pattern to subscribe to cannot be empty");
        }
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "Topic pattern has " + text.length() + " characters (expected: at most " + MAX_LENGTH + ")");
        }
        Pattern compiled = isEstimatedTooLarge(text) ? null : parse(text);
        if (compiled == null || compiled.programSize() > MAX_STEPS) {
            throw new IllegalArgumentException("Topic pattern repeats too much: use smaller counts, or * and +");
        }
        return compiled;
    }

    private static boolean isEstimatedTooLarge(String text) {
        long estimate = text.length();
        Matcher counted = COUNTED.matcher(text);
        while (counted.find() && estimate <= MAX_ESTIMATE) {
            estimate *= Math.max(1, Math.max(count(counted.group(1)), count(counted.group(2))));
        }
        return estimate > MAX_ESTIMATE;
    }

    private static long count(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    private static Pattern parse(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("Topic pattern is not valid: " + e.getMessage(), e);
        }
    }
}
