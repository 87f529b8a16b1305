package io.sluice.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.sluice.config.AccessLogKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gateway start}: serves a configuration until it is told to stop. */
@Command(
        name = "start",
        description = "Serves a configuration. Ends with 0 when it is told to stop (SIGTERM, Ctrl-C).",
        mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "zilla.yaml",
            description = "The configuration: a file, or a URL with https, or with http on this machine."
                    + " Default: ${DEFAULT-VALUE}")
    private String source = "zilla.yaml";

    @Option(
            names = "--no-watch",
            description = "Do not look for changes of the configuration. SIGHUP has it read again in any case.")
    private boolean unwatched;

    @Option(
            names = "--dev",
            description = "Start a Kafka broker in this process, create the configured topics in it, and use it"
                    + " in place of the configured clusters.")
    private boolean dev;

    @Option(names = "--ephemeral", description = "With --dev: keep no data. Default: keep it in .sluice/dev")
    private boolean ephemeral;

    @Option(
            names = "--admin",
            paramLabel = "[HOST:]PORT",
            converter = AdminAddress.Converter.class,
            description = "Answer /livez, /readyz, /config and /metrics here, for whoever runs the gateway."
                    + " Default host: 127.0.0.1")
    private @Nullable AdminAddress admin;

    @Option(
            names = "--access-log",
            paramLabel = "off|common|json",
            converter = AccessLogSettings.Converter.class,
            description =
                    "Log each request, for all listeners. Default: what options.access-log of the http server says")
    private @Nullable AccessLogKind accessLog;

    @Option(
            names = "--access-log-file",
            paramLabel = "FILE",
            description = "Append the access log to a file. Default: standard output")
    private @Nullable Path accessLogFile;

    @Option(
            names = "--log-format",
            paramLabel = "text|json",
            defaultValue = "text",
            converter = LogFormat.Converter.class,
            description = "How the gateway logs to standard error. Default: ${DEFAULT-VALUE}")
    private LogFormat logFormat = LogFormat.TEXT;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log at DEBUG.")
    private boolean verbose;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Creates the command; picocli does. */
    StartCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (logFormat == LogFormat.JSON) {
            Logging.writeJson();
        }
        if (verbose) {
            ((Logger) LoggerFactory.getLogger("io.sluice")).setLevel(Level.DEBUG);
        }
        var settings = new GatewaySettings(
                ConfigSource.of(source),
                !unwatched,
                dev,
                ephemeral,
                admin,
                new AccessLogSettings(accessLog, accessLogFile),
                System.getenv());
        var process = GatewayProcess.start(settings, spec.commandLine().getOut());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process), "stop"));
        HangUp.handle(process::reload);
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
