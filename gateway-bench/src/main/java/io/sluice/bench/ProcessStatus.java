package io.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of a process under {@code /proc} (proc(5)). Stateless. */
final class ProcessStatus {
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux that Java runs on
    private static final int USER_TIME = 11; // counted from the field after the command's name
    private static final int SYSTEM_TIME = 12;

    private ProcessStatus() {}

    /** The CPU time that a process has used, by all its threads, in seconds. */
    static double cpuSeconds(long pid) {
        return parseCpuSeconds(read(Path.of("/proc", Long.toString(pid), "stat")));
    }

    /** The memory that a process has resident, in bytes. */
    static long residentBytes(long pid) {
        return parseResidentBytes(read(Path.of("/proc", Long.toString(pid), "status")));
    }

    /** How many threads a process has. */
    static int threads(long pid) {
        return parseThreads(read(Path.of("/proc", Long.toString(pid), "status")));
    }

    /** How many files and connections a process has open. */
    static int openFiles(long pid) {
        try (var files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return Math.toIntExact(files.count());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the open files of process " + pid, e);
        }
    }

    /** Reads {@code utime} and {@code stime} of a {@code stat} line; the command's name may hold spaces and parentheses. */
    static double parseCpuSeconds(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) / TICKS_PER_SECOND;
    }

    /** Reads {@code VmRSS} of a {@code status} file; 0 for a process that has ended. */
    static long parseResidentBytes(String status) {
        return number("VmRSS:", status) * 1024;
    }

    /** Reads {@code Threads} of a {@code status} file. */
    static int parseThreads(String status) {
        return Math.toIntExact(number("Threads:", status));
    }

    private static long number(String label, String status) {
        return status.lines()
                .filter(line -> line.startsWith(label))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + "; the bench needs Linux and a running process", e);
        }
    }
}
