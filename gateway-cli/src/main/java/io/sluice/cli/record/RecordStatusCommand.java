package io.sluice.cli.record;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gateway record status}: whether a recorder runs in the background. */
@Command(
        name = "status",
        description =
                "Tells whether a recorder runs in the background, and what it has recorded. Exits 0 if one does, else 1.",
        mixinStandardHelpOptions = true)
final class RecordStatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Creates the command; picocli does. */
    RecordStatusCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        RecordCommand.refuseOptionsBefore(spec);
        return Work.guarded(
                spec, () -> tell(DaemonFolder.ofUser(), spec.commandLine().getOut()));
    }

    static int tell(DaemonFolder folder, PrintWriter out) throws IOException {
        Optional<DaemonState> noted = folder.noted();
        boolean runs = noted.isPresent() && noted.get().process().isPresent();
        if (runs) {
            DaemonState state = noted.get();
            out.println("running: process " + state.pid() + " on " + state.url() + " since " + state.started()
                    + ", started in " + state.folder() + "; prints to " + folder.log());
            folder.figures(state).ifPresent(figures -> out.println("  " + told(figures)));
        } else {
            out.println(
                    noted.isEmpty()
                            ? "not running"
                            : "not running: process " + noted.get().pid() + " has died; see " + folder.log());
        }
        out.flush();
        return runs ? Work.DONE : Work.DIFFERENT;
    }

    /** With their age, as the recorder tells them every second, unless it cannot. */
    private static String told(DaemonFigures figures) {
        long age = Math.max(0, Duration.between(figures.at(), Instant.now()).toSeconds());
        return figures.words() + " (" + RecordFigures.counted(age, "second") + " ago)";
    }
}
