package io.sluice.cli;

import io.sluice.config.fold.TopologyText;
import io.sluice.config.load.GatewayModel;
import java.io.IOException;
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
    @Parameters(
            paramLabel = "FILE",
            defaultValue = "zilla.yaml",
            description = "A file or a URL. Default: ${DEFAULT-VALUE}")
    private String source = "zilla.yaml";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Creates the command; picocli does. */
    ExplainCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ConfigSource config = ConfigSource.of(source);
        GatewayModel.Loaded loaded = GatewayModel.load(config.name(), config.read(), System.getenv());
        spec.commandLine().getOut().print(TopologyText.of(loaded.topology()));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
