package io.sluice.bench.cases;

import io.sluice.bench.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds JDKs on this machine. Stateless. */
final class Jdks {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    private Jdks() {}

    /**
     * The home of a JDK of some version: one that runs the bench, is listed in {@code SLUICE_BENCH_JDKS} (colons between), or
     * is installed where Debian puts it. Null when there is none.
     */
    static @Nullable Path find(int feature) {
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        String listed = System.getenv("SLUICE_BENCH_JDKS");
        if (listed != null) {
            for (String home : listed.split(":", -1)) {
                homes.add(Path.of(home));
            }
        }
        if (Files.isDirectory(INSTALLED)) {
            try (var folders = Files.list(INSTALLED)) {
                folders.sorted().forEach(homes::add);
            } catch (IOException e) {
                throw new BenchFailure("Cannot look into " + INSTALLED, e);
            }
        }
        return homes.stream().filter(home -> isJdk(home, feature)).findFirst().orElse(null);
    }

    private static boolean isJdk(Path home, int feature) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)
                || !Files.isExecutable(home.resolve("bin").resolve("java"))) {
            return false;
        }
        try {
            return Files.readAllLines(release).stream()
                    .anyMatch(line -> line.matches("JAVA_VERSION=\"" + feature + "(\\D.*)?\""));
        } catch (IOException e) {
            throw new BenchFailure("Cannot read " + release, e);
        }
    }
}
