package io.sluice.cli.record;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * A recorder that runs in the background, as its pid file says it: the pid in the first line, for people, and then what tells
 * that process from a later one with the same pid.
 *
 * @param pid its process id
 * @param started when the process was started, by the system's account
 * @param url where it is reached
 * @param folder what its relative paths start at
 */
record DaemonState(long pid, Instant started, String url, String folder) {
    /** The system's account of a start differs a little from process to process, as clocks are set. */
    private static final Duration SAME = Duration.ofSeconds(2);

    private static final int LINES = 4;

    /** This process. */
    static DaemonState ofThisProcess(String url, String folder) {
        ProcessHandle self = ProcessHandle.current();
        return new DaemonState(self.pid(), startOf(self).orElse(Instant.EPOCH), url, folder);
    }

    /** What a pid file says; empty if that is nothing of ours. */
    static Optional<DaemonState> parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < LINES) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DaemonState(
                    Long.parseLong(lines.get(0)), Instant.parse(lines.get(1)), lines.get(2), lines.get(3)));
        } catch (NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** As it stands in the file. */
    String text() {
        return pid + "\n" + started + "\n" + url + "\n" + folder + "\n";
    }

    /** Its process; empty when that has ended, or when its pid has gone to another. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isOurs);
    }

    private boolean isOurs(ProcessHandle process) {
        Instant start = startOf(process).orElse(Instant.EPOCH);
        return Duration.between(start, started).abs().compareTo(SAME) <= 0;
    }

    private static Optional<Instant> startOf(ProcessHandle process) {
        return process.info().startInstant();
    }
}
