package io.sluice.cli.record;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gateway record start}: records until it is told to stop, in this process or in the background. */
@Command(
        name = "start",
        description =
                "Records HTTP traffic until it is told to stop (Ctrl-C, SIGTERM). Exits 0 when everything was written,"
                        + " 1 if not or if it cannot listen, or 2.",
        mixinStandardHelpOptions = true)
final class RecordStartCommand implements Callable<Integer> {
    @Mixin
    private RecordOptions options = new RecordOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Creates the command; picocli does. */
    RecordStartCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        RecordCommand.refuseOptionsBefore(spec);
        return Work.guarded(spec, () -> start(options, spec));
    }

    static int start(RecordOptions options, CommandSpec spec) throws IOException, InterruptedException {
        try {
            return run(options, spec);
        } catch (CannotStartException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(e.getMessage());
            err.flush();
            return Work.DIFFERENT;
        }
    }

    private static int run(RecordOptions options, CommandSpec spec) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        RecordSettings settings = options.settings();
        if (options.isToDetach()) {
            if (!DetachedProcess.isPossible()) {
                throw new IllegalArgumentException(
                        "--daemon needs a POSIX system: leave it out, and have the system's own"
                                + " services run the recorder");
            }
            var arguments = spec.root().commandLine().getParseResult().originalArgs();
            return new DetachedProcess(DaemonFolder.ofUser()).start(arguments, out, err);
        }
        try (StopSignal stop = StopSignal.listen()) {
            return stop.endsWith(
                    options.isDetached()
                            ? RecordRun.inBackground(settings, stop, out, err)
                            : RecordRun.untilStopped(settings, stop, out, err));
        }
    }
}
