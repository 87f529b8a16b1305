package io.sluice.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the READMEs tell their readers to do works, and prints what they say. */
@Timeout(180)
class ExamplesIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @BeforeAll
    static void requiresCurl() {
        try (Command curl = Command.shell("curl --version", ROOT)) {
            assertThat(curl.await())
                    .as("the READMEs' commands need curl on the PATH: %s", curl.output())
                    .isZero();
        }
    }

    static List<String> pages() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT.resolve("examples"))) {
            Stream<String> examples = folders.filter(Files::isDirectory)
                    .map(example ->
                            ROOT.relativize(example.resolve("README.md")).toString())
                    .sorted();
            return Stream.concat(Stream.of("README.md"), examples).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void doesWhatTheReadmeSays(String page) throws IOException {
        List<Block> blocks = Block.in(page, Files.readAllLines(ROOT.resolve(page)));
        List<Block> starts =
                blocks.stream().filter(block -> block.is("gateway")).toList();
        assertThat(starts).as("%s: one block \"sh gateway\"", page).hasSize(1);

        try (var gateway = GatewayRun.start(starts.get(0).text(), ROOT, folder)) {
            try (var walkthrough = new Walkthrough(gateway, ROOT)) {
                assertThat(walkthrough.follow(blocks)).as("compared outputs").isPositive();
            }
            int exitCode = gateway.terminate();

            assertThat(exitCode).as(gateway.output()).isZero();
        }
    }
}
