package io.sluice.cli.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process and what it prints, errors included. */
final class Command implements AutoCloseable {
    private static final int SECONDS = 60;

    private final Process process;
    private final Path output;

    private Command(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts a process whose output goes to a file of its own. */
    static Command start(ProcessBuilder builder) {
        try {
            Path output = Files.createTempFile("output", ".txt");
            builder.redirectErrorStream(true).redirectOutput(output.toFile());
            builder.redirectInput(
                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            return new Command(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line of shell, run in a folder. */
    static Command shell(String line, Path folder) {
        var builder = new ProcessBuilder("sh", "-c", line).directory(folder.toFile());
        builder.environment().merge("PATH", System.getProperty("java.home") + "/bin:", (path, java) -> java + path);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return start(builder);
    }

    /** What it has printed so far. */
    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end and returns its exit code. */
    int await() {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still runs after " + SECONDS + " s, having printed:\n" + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return process.exitValue();
    }

    /** Asks it to end (SIGTERM), and waits until it has. A shell is asked through the processes that it started. */
    int terminate() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        return await();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        await();
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
