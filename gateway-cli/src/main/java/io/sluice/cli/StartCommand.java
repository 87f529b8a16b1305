package io.sluice.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** {@code gateway start}: serves a configuration until it is told to stop. */
final class StartCommand implements Command {
    private static final Option FILE = Option.file("zilla.yaml", "The configuration.", "-c", "--config");
    private static final Option DEV = Option.flag(
            "Start a Kafka broker in this process, create the configured topics in it, and use it in place of the"
                    + " configured clusters.",
            "--dev");
    private static final Option EPHEMERAL =
            Option.flag("With --dev: keep no data. Otherwise it is kept in .sluice/dev", "--ephemeral");
    private static final Option VERBOSE = Option.flag("Log at DEBUG.", "-v", "--verbose");

    StartCommand() {}

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String description() {
        return "Serves a configuration. Ends with 0 when it is told to stop (SIGTERM, Ctrl-C).";
    }

    @Override
    public List<Option> options() {
        return List.of(FILE, DEV, EPHEMERAL, VERBOSE, Option.HELP);
    }

    @Override
    public int run(Arguments arguments, PrintWriter out) throws IOException, InterruptedException {
        if (arguments.has(VERBOSE)) {
            ((Logger) LoggerFactory.getLogger("io.sluice")).setLevel(Level.DEBUG);
        }
        var settings = new GatewaySettings(
                Path.of(arguments.value(FILE)), arguments.has(DEV), arguments.has(EPHEMERAL), System.getenv());
        var process = GatewayProcess.start(settings, out);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process), "stop"));
        process.await();
        return 0;
    }

    /** A signal ends the process with 0 if everything could be finished, with 1 otherwise. */
    private static void stop(GatewayProcess process) {
        int status = 1;
        try {
            process.close();
            status = 0;
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }
}
