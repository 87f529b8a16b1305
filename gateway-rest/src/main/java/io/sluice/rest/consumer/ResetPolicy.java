package io.sluice.rest.consumer;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Where a partition is begun that the group has no offset for: the values of {@code auto.offset.reset}. Immutable.
 *
 * @param back how far before the present; null unless the kind says so
 */
public record ResetPolicy(Kind kind, @Nullable Duration back) {
    /** Begins with what is written from then on, Kafka's default. */
    public static final ResetPolicy LATEST = new ResetPolicy(Kind.LATEST, null);

    private static final String BY_DURATION = "by_duration:";

    /** The kinds. */
    public enum Kind {
        EARLIEST,
        LATEST,
        NONE,
        BY_DURATION
    }

    /**
     * Reads the value of a setting: {@code earliest}, {@code latest}, {@code none} or {@code by_duration:} and an ISO
     * 8601 duration, all in lower case as Kafka wants it.
     *
     * @throws ConfigException if it is none of them
     */
    public static ResetPolicy parse(String text) {
        return switch (text) {
            case "earliest" -> new ResetPolicy(Kind.EARLIEST, null);
            case "latest" -> LATEST;
            case "none" -> new ResetPolicy(Kind.NONE, null);
            default -> new ResetPolicy(Kind.BY_DURATION, duration(text));
        };
    }

    private static Duration duration(String text) {
        if (text.startsWith(BY_DURATION)) {
            try {
                Duration back = Duration.parse(text.substring(BY_DURATION.length()));
                if (!back.isNegative()) {
                    return back;
                }
            } catch (DateTimeParseException e) {
                throw refused(text);
            }
        }
        throw refused(text);
    }

    private static ConfigException refused(String text) {
        return new ConfigException(
                "auto.offset.reset", text, "expected: earliest, latest, none or by_duration:PnDTnHnMn.nS");
    }
}
