package io.sluice.record.recorder;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes points in time as RFC 3339 has them, in UTC and milliseconds; the second is made once for all of its records. */
final class Timestamp {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private long second = Long.MIN_VALUE;
    private byte[] text = {};

    /** Writes a point in time, in milliseconds since the epoch. One thread. */
    void write(long millis, JsonBytes json) {
        long whole = Math.floorDiv(millis, 1000);
        if (whole != second) {
            text = SECOND.format(Instant.ofEpochSecond(whole)).getBytes(StandardCharsets.US_ASCII);
            second = whole;
        }
        json.raw('"')
                .raw(text)
                .raw('.')
                .digits(Math.floorMod(millis, 1000), 3)
                .raw('Z')
                .raw('"');
    }
}
