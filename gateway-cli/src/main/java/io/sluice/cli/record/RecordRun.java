package io.sluice.cli.record;

import io.sluice.record.proxy.OwnAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A recorder from its start to its end, and what it tells people. */
final class RecordRun {
    private RecordRun() {}

    /** Records until somebody wishes an end, and returns the exit code. */
    static int untilStopped(RecordSettings settings, StopSignal stop, PrintWriter out, PrintWriter err)
            throws IOException, InterruptedException {
        return untilStopped(RecordServer.start(settings), null, settings, stop, out, err);
    }

    /**
     * The same in a process in the background, which is noted in the user's folder. To be taken from there is its last act:
     * whoever stops the recorder waits for that.
     */
    static int inBackground(RecordSettings settings, StopSignal stop, PrintWriter out, PrintWriter err)
            throws IOException, InterruptedException {
        var folder = DaemonFolder.ofUser();
        try (RecordServer server = RecordServer.start(settings)) {
            String here = Path.of("").toAbsolutePath().toString();
            DaemonState state = DaemonState.ofThisProcess(server.self().url(), here);
            folder.claim(state);
            try {
                FiguresLoop figures = FiguresLoop.start(folder, state.pid(), server::figures);
                return untilStopped(server, figures, settings, stop, out, err);
            } finally {
                folder.release(state);
            }
        }
    }

    private static int untilStopped(
            RecordServer server,
            @Nullable FiguresLoop figures,
            RecordSettings settings,
            StopSignal stop,
            PrintWriter out,
            PrintWriter err)
            throws InterruptedException {
        try (server;
                figures) { // which is closed first
            greet(settings, server.self(), out);
            stop.await();
        }
        return bid(server.figures(), out, err);
    }

    private static void greet(RecordSettings settings, OwnAddress self, PrintWriter out) {
        out.println("Process " + ProcessHandle.current().pid());
        out.println("Starting Sluice record on " + self.url());
        if (settings.logDir() != null) {
            out.println("  recordings: " + settings.logDir().resolve("{host}-recordings.jsonl"));
        }
        RecordSettings.Kafka kafka = settings.kafka();
        if (kafka != null) {
            out.println("  recordings: topic " + kafka.topic() + " at " + kafka.servers());
        }
        out.println(
                settings.mode() == null
                        ? "  no OpenAPI documents: --mode is not given"
                        : "  OpenAPI documents: "
                                + settings.specsDir()
                                        .resolve("{host}_" + settings.mode().word() + ".json"));
        if (!self.isLoopback()) {
            out.println("  WARNING: other machines can reach it, and have requests sent to the hosts of --target and"
                    + " --allow-host in the name of this machine");
        }
        out.println("Sluice is running: " + example(settings, self));
        out.flush();
    }

    private static String example(RecordSettings settings, OwnAddress self) {
        if (settings.targetOrigin() != null) {
            return "curl " + self.url() + "/ is sent to " + settings.targetOrigin();
        }
        return settings.headerRouting()
                ? "curl " + self.url() + "/path -H 'Host: example.com' -H 'X-HMT-Scheme: https'"
                : "curl " + self.url() + "/http://example.com/path";
    }

    private static int bid(RecordFigures figures, PrintWriter out, PrintWriter err) {
        out.println("Recorded " + RecordFigures.counted(figures.recorded(), "exchange"));
        out.flush();
        if (figures.allDropped() == 0) {
            return Work.DONE;
        }
        err.println(figures.allDropped() + " could not be recorded; see the log");
        err.flush();
        return Work.DIFFERENT;
    }
}
