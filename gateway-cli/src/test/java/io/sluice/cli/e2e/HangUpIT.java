package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A gateway in a process of its own, and the signal that has it read its configuration again. */
@Timeout(90)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such signal")
class HangUpIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String YAML =
            GatewayYaml.of(GatewayYaml.fetch("/items/{id}", "items", "")).text();
    private static final String LOGGING = """
            <configuration>
              <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%level %msg%n</pattern></encoder>
              </appender>
              <logger name="io.sluice" level="INFO"/>
              <root level="OFF"><appender-ref ref="OUT"/></root>
            </configuration>
            """;

    @TempDir
    Path folder;

    private @Nullable Process process;

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private void awaitOutput(Predicate<String> expected) {
        await().atMost(PATIENCE).until(() -> expected.test(output()) || !process.isAlive());
        assertThat(output()).matches(expected);
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void hangUp() throws Exception {
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
    }

    /** Whoever was started with nohup hands that on, and Java leaves ignored signals alone. */
    private static boolean isIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) != 0);
    }

    @Test
    void readsItsConfigurationAgain() throws Exception {
        assumeFalse(isIgnored(), "SIGHUP is ignored here");
        Path file = Files.writeString(folder.resolve("zilla.yaml"), YAML);
        Path logging = Files.writeString(folder.resolve("logback.xml"), LOGGING);
        var builder = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=" + logging,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.sluice.cli.Main",
                        "start",
                        "-c",
                        file.toString(),
                        "--no-watch")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("KAFKA_BOOTSTRAP_SERVER", "127.0.0.1:1");
        process = builder.start();
        awaitOutput(output -> output.contains("Kafka: 127.0.0.1:1"));

        hangUp();
        awaitOutput(output -> output.contains("configuration is unchanged"));
        Files.writeString(file, YAML.replace("/items/{id}", "/things/{id}"));
        hangUp();
        awaitOutput(output -> output.contains("configuration reloaded"));
        Files.writeString(file, "broken");
        hangUp();
        awaitOutput(output -> output.contains("configuration refused; the one from before goes on"));

        process.destroy();
        assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
