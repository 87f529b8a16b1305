package io.sluice.cli.record;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gateway openapi}: what is done with OpenAPI documents. */
@Command(
        name = "openapi",
        description = "Builds OpenAPI documents from recorded exchanges, compares them, and checks exchanges by them.",
        mixinStandardHelpOptions = true,
        subcommands = {BuildCommand.class, DiffCommand.class, ConformanceCommand.class, HelpCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class OpenApiCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Creates the command; picocli does. */
    OpenApiCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Work.BAD_INPUT;
    }
}
