package io.sluice.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that the bench started: the broker, the gateway or a control. Its standard error goes to a log file; its
 * standard output is read line by line. Used by one thread.
 */
public final class Child implements AutoCloseable {
    private static final int END_SECONDS = 15;

    private final String name;
    private final Process process;
    private final Path log;
    private final BufferedReader output;
    private final Writer input;
    private final long startedNanos;

    private Child(String name, Process process, Path log, long startedNanos) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.startedNanos = startedNanos;
        this.output = process.inputReader();
        this.input = process.outputWriter();
    }

    /**
     * Starts a process whose standard output is read.
     *
     * @param environment variables beside the bench's own
     * @param log where its standard error goes
     */
    static Child start(String name, List<String> command, Map<String, String> environment, Path log) {
        return start(name, command, environment, log, false);
    }

    /** Starts a process whose standard output goes to the log as well. */
    static Child startSilently(String name, List<String> command, Map<String, String> environment, Path log) {
        return start(name, command, environment, log, true);
    }

    private static Child start(
            String name, List<String> command, Map<String, String> environment, Path log, boolean silent) {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        if (silent) {
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        }
        try {
            long now = System.nanoTime();
            return new Child(name, builder.start(), log, now);
        } catch (IOException e) {
            throw new BenchFailure("Cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** When it was started, by {@link System#nanoTime}. */
    public long startedNanos() {
        return startedNanos;
    }

    /** The CPU time it has used so far, in seconds. */
    public double cpuSeconds() {
        return ProcessStatus.cpuSeconds(pid());
    }

    /** The memory it has resident, in bytes. */
    public long residentBytes() {
        return ProcessStatus.residentBytes(pid());
    }

    /** How many threads it has. */
    public int threads() {
        return ProcessStatus.threads(pid());
    }

    /** How many files and connections it has open. */
    public int openFiles() {
        return ProcessStatus.openFiles(pid());
    }

    /**
     * The next line it prints that starts with a word.
     *
     * @return what follows the word
     * @throws BenchFailure if it ends before that
     */
    public String await(String word) {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals(word) || line.startsWith(word + ' ')) {
                    return line.substring(word.length()).strip();
                }
            }
        } catch (IOException e) {
            throw new BenchFailure(name + " cannot be read", e);
        }
        throw new BenchFailure(name + " ended before it said \"" + word + "\"" + logTail());
    }

    /** Tells it something, one line. */
    public void tell(String line) {
        try {
            input.write(line + '\n');
            input.flush();
        } catch (IOException e) {
            throw new BenchFailure(name + " does not listen any more" + logTail(), e);
        }
    }

    /** Fails if it has ended. */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new BenchFailure(name + " ended with " + process.exitValue() + logTail());
        }
    }

    private String logTail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.stream()
                    .skip(Math.max(0, lines.size() - 8))
                    .reduce("; the end of " + log + ":", (text, line) -> text + "\n    " + line);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + log, e);
        }
    }

    /** Waits until it uses less than a tenth of a processor, for the work that it was given to be done. */
    public void awaitIdle(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        double before = cpuSeconds();
        while (System.nanoTime() < end) {
            Pause.millis(200);
            double now = cpuSeconds();
            if (now - before < 0.02) {
                return;
            }
            before = now;
        }
    }

    /** Runs {@code jcmd} on it and returns what that prints. */
    public String jcmd(String command) {
        return Command.output(List.of(Jvm.tool("jcmd"), Long.toString(pid()), command));
    }

    /** The bytes that are live on its heap, after a full collection. */
    public long liveHeapBytes() {
        jcmd("GC.run");
        return HeapInfo.usedBytes(jcmd("GC.heap_info"));
    }

    /** Ends it, by force after some seconds. */
    @Override
    public void close() {
        process.destroy();
        @Nullable InterruptedException interrupted = null;
        try {
            input.close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly(); // it is gone already, or will be
        } catch (InterruptedException e) {
            interrupted = e;
            process.destroyForcibly();
        }
        if (interrupted != null) {
            Thread.currentThread().interrupt();
        }
    }
}
