package io.sluice.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of all scenarios of a run, as a table that is printed and written to a file. */
final class Figures {
    private static final String HEAD = """
            | scenario | requests | acknowledged | lost | refused | unknown | written twice | longest stall | recovered after |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|
            """;
    private static final List<String> ROWS = new ArrayList<>();

    private Figures() {}

    /**
     * Adds a scenario.
     *
     * @param recoveredNanos the longest time from a fault's end until every client had done a step that it began after it
     */
    static synchronized void add(String scenario, Book book, Audit audit, long recoveredNanos) {
        String row = "| %s | %d | %d | %d | %d | %d | %d | %s | %s |"
                .formatted(
                        scenario,
                        book.requests(),
                        book.acknowledged(),
                        audit.lost(),
                        book.refused(),
                        book.unknown(),
                        audit.duplicates(),
                        seconds(book.longestStallNanos()),
                        seconds(recoveredNanos));
        ROWS.add(row);
        System.out.println(HEAD + row);
        Path file = Path.of(System.getProperty("faults.folder", "target"), "faults.md");
        try {
            Files.writeString(file, HEAD + String.join("\n", ROWS) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
