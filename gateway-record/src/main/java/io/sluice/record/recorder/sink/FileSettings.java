package io.sluice.record.recorder.sink;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Where recordings lie as files, and how many.
 *
 * @param directory is created if it is missing
 * @param maxFileBytes a file that would become larger is moved away: {@code name} becomes {@code name.1}, that
 *     {@code name.2} and so on; 0 for no bound
 * @param keptFiles how many files that were moved away are kept for each host; 0 for none
 * @param maxHosts how many hosts have files of their own, those of earlier runs included; the others share one
 */
public record FileSettings(Path directory, long maxFileBytes, int keptFiles, int maxHosts) {
    private static final int USUAL_HOSTS = 256;

    /** Checks the bounds. */
    public FileSettings {
        requireNonNull(directory, "directory");
        if (maxFileBytes < 0) {
            throw new IllegalArgumentException("maxFileBytes: " + maxFileBytes + " (expected: 0 or more)");
        }
        if (keptFiles < 0) {
            throw new IllegalArgumentException("keptFiles: " + keptFiles + " (expected: 0 or more)");
        }
        if (maxHosts < 1) {
            throw new IllegalArgumentException("maxHosts: " + maxHosts + " (expected: at least 1)");
        }
    }

    /** Files that grow without bound, for up to 256 hosts. */
    public static FileSettings in(Path directory) {
        return new FileSettings(directory, 0, 0, USUAL_HOSTS);
    }
}
