package io.sluice.cli;

import io.sluice.config.fold.TopologyText;
import io.sluice.config.load.GatewayModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** {@code gateway explain}: shows what a configuration comes down to. */
final class ExplainCommand implements Command {
    private static final Option FILE = Option.operand("zilla.yaml", "The configuration.");

    ExplainCommand() {}

    @Override
    public String name() {
        return "explain";
    }

    @Override
    public String description() {
        return "Prints the folded configuration: listeners, their routes, topics and clusters.";
    }

    @Override
    public List<Option> options() {
        return List.of(FILE, Option.HELP);
    }

    @Override
    public int run(Arguments arguments, PrintWriter out) throws IOException {
        GatewayModel.Loaded loaded = GatewayModel.load(Path.of(arguments.value(FILE)), System.getenv());
        out.print(TopologyText.of(loaded.topology()));
        out.flush();
        return 0;
    }
}
