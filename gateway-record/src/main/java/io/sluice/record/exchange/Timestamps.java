package io.sluice.record.exchange;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** Reads the timestamps that recorders write: ISO 8601 with an offset, or without one in UTC. */
final class Timestamps {
    private static final DateTimeFormatter ISO = DateTimeFormatter.ISO_DATE_TIME;

    private Timestamps() {}

    /** The moment; null when the text does not say one. */
    static @Nullable Instant parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            TemporalAccessor parsed = ISO.parseBest(text, Instant::from, LocalDateTime::from);
            return parsed instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : Instant.from(parsed);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
