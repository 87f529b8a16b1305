package io.sluice.cli.record;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * What a recorder in the background last told of itself, which {@code status} repeats.
 *
 * @param pid the process that it is told of
 * @param at when
 * @param words what, in one line
 */
record DaemonFigures(long pid, Instant at, String words) {
    private static final int LINES = 3;

    /** What a file says; empty if that is nothing of ours. */
    static Optional<DaemonFigures> parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < LINES) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new DaemonFigures(Long.parseLong(lines.get(0)), Instant.parse(lines.get(1)), lines.get(2)));
        } catch (NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** As it stands in the file. */
    String text() {
        return pid + "\n" + at + "\n" + words + "\n";
    }
}
