package io.sluice.cli.record;

import io.sluice.record.source.Arrival;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tells people how far it got: a line that changes every second on a terminal, and a summary. One thread. */
final class Progress {
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final int MAX_REASONS = 5;

    private final PrintWriter err;
    private final boolean terminal;
    private final long started = System.nanoTime();
    private final List<String> skippedPlaces = new ArrayList<>();
    private long shown = started;
    private long read;
    private long skipped;
    private String paths = "";

    Progress(PrintWriter err) {
        this(err, isTerminal());
    }

    Progress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** Whether standard error is a terminal, where the system tells; Java itself does not. */
    private static boolean isTerminal() {
        try {
            String device = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Counts an arrival. */
    void count(Arrival arrival) {
        read++;
        if (arrival.problem() != null) {
            skipped++;
            if (skippedPlaces.size() < MAX_REASONS) {
                skippedPlaces.add(arrival.place() + ": " + arrival.problem());
            }
        }
    }

    private long exchanges() {
        return read - skipped;
    }

    /** Says how many paths there are; nothing is said of paths before. */
    void paths(int number) {
        paths = ", " + number + " paths";
    }

    /**
     * Shows the line if it is time.
     *
     * @param lag how much is known to wait; -1 when that is not known
     */
    void show(long lag) {
        long now = System.nanoTime();
        if (terminal && now - shown >= EVERY_NANOS) {
            shown = now;
            err.print("\r\u001b[K" + line() + (lag < 0 ? "" : ", " + lag + " waiting"));
            err.flush();
        }
    }

    private String line() {
        double seconds = Math.max(0.001, (System.nanoTime() - started) / 1e9);
        return String.format(Locale.ROOT, "%d exchanges%s, %.0f/s", exchanges(), paths, exchanges() / seconds);
    }

    /** Prints the summary, with the first things that were skipped. */
    void end() {
        err.println((terminal ? "\r\u001b[K" : "") + line() + (skipped == 0 ? "" : ", " + skipped + " skipped"));
        skippedPlaces.forEach(place -> err.println("  skipped " + place));
        if (skipped > skippedPlaces.size()) {
            err.println("  skipped " + (skipped - skippedPlaces.size()) + " more");
        }
        err.flush();
    }
}
