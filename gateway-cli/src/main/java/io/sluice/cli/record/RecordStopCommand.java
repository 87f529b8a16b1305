package io.sluice.cli.record;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gateway record stop}: ends the recorder that runs in the background. */
@Command(
        name = "stop",
        description = "Ends the recorder that runs in the background, once it has written everything."
                + " Exits 0, or 1 if there is none or it does not end.",
        mixinStandardHelpOptions = true)
final class RecordStopCommand implements Callable<Integer> {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_MILLIS = 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Creates the command; picocli does. */
    RecordStopCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        RecordCommand.refuseOptionsBefore(spec);
        return Work.guarded(spec, this::stop);
    }

    private int stop() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        var folder = DaemonFolder.ofUser();
        Optional<DaemonState> noted = folder.noted();
        Optional<ProcessHandle> process = noted.flatMap(DaemonState::process);
        if (process.isEmpty()) {
            RecordStatusCommand.tell(folder, err);
            return Work.DIFFERENT;
        }
        DaemonState state = noted.orElseThrow();
        process.get().destroy();
        String failure = awaitEnd(folder, state, process.get());
        if (failure != null) {
            err.println("process " + state.pid() + failure + "; see " + folder.log());
            err.flush();
            return Work.DIFFERENT;
        }
        out.println("stopped: process " + state.pid());
        out.flush();
        return Work.DONE;
    }

    /** Its last act is to take back the pid file. Null when it has done so, else what is wrong. */
    private static @Nullable String awaitEnd(DaemonFolder folder, DaemonState state, ProcessHandle process)
            throws IOException, InterruptedException {
        var ended = new CountDownLatch(1);
        var unused = process.onExit().thenRun(ended::countDown);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (folder.noted().filter(state::equals).isPresent()) {
            if (ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                boolean written = folder.noted().filter(state::equals).isEmpty();
                return written ? null : " ended before it had written everything";
            }
            if (System.nanoTime() - deadline > 0) {
                return " does not end";
            }
        }
        return null;
    }
}
