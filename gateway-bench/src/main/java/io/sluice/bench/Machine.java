package io.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Where and when a run was made; without it no figure means anything. Immutable.
 *
 * @param processor the processor's model
 * @param cores how many there are
 * @param memoryBytes the memory of the machine
 * @param kernel name and version of the kernel
 * @param jdk vendor and version of the JDK
 * @param wrk the version of wrk
 * @param date when the run began
 */
record Machine(
        String processor, int cores, long memoryBytes, String kernel, String jdk, String wrk, OffsetDateTime date) {

    /** This machine. */
    static Machine here() {
        return new Machine(
                value("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                Long.parseLong(value("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "")) * 1024,
                System.getProperty("os.name") + ' ' + System.getProperty("os.version"),
                System.getProperty("java.vendor") + ' ' + System.getProperty("java.runtime.version"),
                System.getProperty("sluice.wrk", "unknown"),
                OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS));
    }

    private static String value(String file, String key) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("0");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** One line. */
    @Override
    public String toString() {
        return "%d cores of %s, %s GB, %s, %s, wrk %s, %s"
                .formatted(cores, processor, Table.number(memoryBytes / 1e9), kernel, jdk, wrk, date);
    }
}
