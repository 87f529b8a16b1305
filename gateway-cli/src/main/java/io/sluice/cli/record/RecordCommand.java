package io.sluice.cli.record;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code gateway record}: a reverse proxy that records; without a subcommand the same as {@code gateway record start}. */
@Command(
        name = "record",
        description = "Records HTTP traffic as a reverse proxy, by default the same as: gateway record start.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  gateway record",
            "  curl http://localhost:8000/http://time.jsontest.com",
            "",
            "  gateway record --header-routing",
            "  curl http://localhost:8000/api/v2/pokemon/ditto -H 'Host: pokeapi.co' -H 'X-HMT-Scheme: https'",
            "",
            "  gateway record --target http://localhost:3000",
            "  curl http://localhost:8000/users",
            "",
            "  gateway record --tls-cert record.crt --tls-key record.key",
            "  curl --cacert record.crt https://localhost:8000/http://time.jsontest.com"
        },
        subcommands = {RecordStartCommand.class, RecordStopCommand.class, RecordStatusCommand.class, HelpCommand.class},
        synopsisSubcommandLabel = "[COMMAND]")
public final class RecordCommand implements Callable<Integer> {
    @Mixin
    private RecordOptions options = new RecordOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Creates the command; picocli does. */
    RecordCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        return Work.guarded(spec, () -> RecordStartCommand.start(options, spec));
    }

    /** Options of {@code record} mean nothing to its subcommands, and would be passed over in silence. */
    static void refuseOptionsBefore(CommandSpec subcommand) {
        ParseResult before = subcommand.parent().commandLine().getParseResult();
        List<OptionSpec> options = before.matchedOptions();
        if (!options.isEmpty()) {
            throw new ParameterException(
                    subcommand.commandLine(),
                    options.get(0).longestName() + " stands before " + subcommand.name()
                            + ": write it behind, if it is one of its options");
        }
    }
}
