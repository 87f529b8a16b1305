package io.sluice.faults;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Java process that a scenario started, on the class path and the JDK of the test. What it prints goes to a file. It
 * dies with the test. Used by one thread.
 */
final class Child implements AutoCloseable {
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread reaper;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.reaper = new Thread(process::destroyForcibly, "end of " + name);
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    /**
     * Starts a main class.
     *
     * @param options options of the JVM
     * @param environment variables beside those of the test
     * @param log where it prints to; what is there stays
     */
    static Child start(
            String name,
            List<String> options,
            String main,
            List<String> arguments,
            Map<String, String> environment,
            Path log) {
        List<String> command = new ArrayList<>(List.of(tool("java"), "-Xshare:auto"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new Child(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name, e);
        }
    }

    private static String tool(String tool) {
        return JAVA_HOME.resolve("bin").resolve(tool).toString();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Fails if it has ended. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new AssertionError(name + " ended with " + process.exitValue() + ", see " + log);
        }
    }

    /** Kills it with SIGKILL and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    /** Tells it to stop with SIGTERM, as a service manager does, and returns its exit code. */
    int terminate(Duration atMost) {
        process.destroy();
        return awaitEnd(atMost);
    }

    /** Waits until it has ended by itself and returns its exit code. */
    int awaitEnd(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(name + " has not ended within " + atMost.toSeconds() + " s, see " + log);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        Runtime.getRuntime().removeShutdownHook(reaper);
        return process.exitValue();
    }

    /** What {@code jcmd} prints for it. */
    String jcmd(String... command) {
        List<String> words = new ArrayList<>(List.of(tool("jcmd"), Long.toString(pid())));
        words.addAll(List.of(command));
        return output(words);
    }

    /**
     * What a command prints.
     *
     * @throws AssertionError if it fails
     */
    static String output(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + command.get(0), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Whether a program can be found. */
    static boolean exists(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    static AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("interrupted", e);
    }

    @Override
    public void close() {
        if (isAlive()) {
            kill();
        }
    }
}
