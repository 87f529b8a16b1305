package io.sluice.cli;

import io.sluice.config.fold.TopologyText;
import io.sluice.config.load.GatewayModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gateway explain}: shows what a configuration comes down to. */
@Command(
        name = "explain",
        description = "Prints the folded configuration: listeners, their routes, topics and clusters.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", defaultValue = "zilla.yaml", description = "Default: ${DEFAULT-VALUE}")
    private Path file = Path.of("zilla.yaml");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Creates the command; picocli does. */
    ExplainCommand() {}

    @Override
    public Integer call() throws IOException {
        GatewayModel.Loaded loaded = GatewayModel.load(file, System.getenv());
        spec.commandLine().getOut().print(TopologyText.of(loaded.topology()));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
