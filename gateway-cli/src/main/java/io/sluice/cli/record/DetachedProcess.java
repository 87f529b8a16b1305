package io.sluice.cli.record;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Starts the same command once more, in a session of its own, so that it lives on when its terminal is closed, and waits until
 * it listens. For POSIX systems.
 */
final class DetachedProcess {
    /** The option that tells the new process what it is. */
    static final String OPTION = "--detached";

    private static final String MAIN = "io.sluice.cli.Main";
    /** Where there is no setsid, signals of the terminal are ignored. */
    private static final String IN_A_SESSION =
            "if command -v setsid >/dev/null 2>&1; then exec setsid \"$@\"; fi; trap '' HUP INT QUIT; exec \"$@\"";

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_MILLIS = 20;

    private final DaemonFolder folder;

    DetachedProcess(DaemonFolder folder) {
        this.folder = folder;
    }

    /** Whether this system has what it takes. */
    static boolean isPossible() {
        return File.separatorChar == '/';
    }

    /**
     * Starts it, and returns the exit code: 0 when it listens.
     *
     * @param arguments those of this command
     * @throws CannotStartException if one runs already
     */
    int start(List<String> arguments, PrintWriter out, PrintWriter err) throws IOException, InterruptedException {
        Optional<DaemonState> other = folder.running();
        if (other.isPresent()) {
            throw new CannotStartException(
                    "a recorder runs already, process " + other.get().pid() + " on "
                            + other.get().url() + "; end it with: gateway record stop",
                    null);
        }
        folder.prepare();
        Process process = new ProcessBuilder(command(arguments))
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
                .start();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            Optional<DaemonState> state = folder.noted().filter(noted -> noted.pid() == process.pid());
            if (state.isPresent()) {
                out.println("Recording on " + state.get().url() + " in process " + process.pid() + ", which prints to "
                        + folder.log() + ". Stop it with: gateway record stop");
                out.flush();
                return Work.DONE;
            }
            if (System.nanoTime() - deadline > 0) {
                process.destroyForcibly();
                err.println("the recorder does not get to listen; see " + folder.log());
                err.flush();
                return Work.DIFFERENT;
            }
        }
        Files.readString(folder.log()).lines().forEach(err::println);
        err.flush();
        return process.exitValue() == 0 ? Work.DIFFERENT : process.exitValue();
    }

    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", IN_A_SESSION, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-D" + DaemonFolder.HOME + '=' + System.getProperty(DaemonFolder.HOME));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(MAIN);
        command.addAll(arguments);
        command.add(OPTION);
        return command;
    }
}
