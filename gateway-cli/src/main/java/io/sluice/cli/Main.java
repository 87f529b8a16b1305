package io.sluice.cli;

import io.sluice.cli.record.OpenApiCommand;
import io.sluice.cli.record.RecordCommand;
import io.sluice.cli.record.ReplayCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code gateway} command. */
@Command(
        name = "gateway",
        description = "Sluice, a declarative HTTP-to-Kafka gateway.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            StartCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            OpenApiCommand.class,
            RecordCommand.class,
            ReplayCommand.class,
            HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    /** Creates the command; picocli does. */
    Main() {}

    /** Runs the command and ends the process: 0 done, 1 failed, 2 bad command line or configuration. */
    public static void main(String[] arguments) {
        System.exit(run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments));
    }

    /** Runs the command and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        var gateway = new CommandLine(new Main());
        CommandLine openApi = Objects.requireNonNull(gateway.getSubcommands().get("openapi"));
        openApi.addSubcommand(new RoutesCommand()); // it reads configurations, as the others of its package do not
        return gateway.setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(new Failures())
                .execute(arguments);
    }
}
