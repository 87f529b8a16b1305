package io.sluice.cli;

import io.sluice.config.load.GatewayModel;
import io.sluice.engine.Gateway;
import io.sluice.engine.compile.GatewayCompiler;
import io.sluice.kafka.KafkaClusterProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** {@code gateway check}: says whether a configuration would start. */
final class CheckCommand implements Command {
    private static final Option FILE = Option.operand("zilla.yaml", "The configuration.");

    CheckCommand() {}

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String description() {
        return "Checks a configuration and prints every problem with its place. Exits 0 or 2.";
    }

    @Override
    public List<Option> options() {
        return List.of(FILE, Option.HELP);
    }

    @Override
    public int run(Arguments arguments, PrintWriter out) throws IOException {
        Path file = Path.of(arguments.value(FILE));
        GatewayModel.Loaded loaded = GatewayModel.load(file, System.getenv());
        try (Gateway gateway = GatewayCompiler.compile(loaded.topology(), new KafkaClusterProvider())) {
            loaded.warnings().forEach(out::println);
            gateway.warnings().forEach(out::println);
            out.println(summary(file, loaded, gateway));
            out.flush();
        }
        return 0;
    }

    private static String summary(Path file, GatewayModel.Loaded loaded, Gateway gateway) {
        long routes = loaded.topology().listeners().stream()
                .flatMap(listener -> listener.routes().stream())
                .mapToLong(route -> route.routes().size())
                .sum();
        int warnings = loaded.warnings().size() + gateway.warnings().size();
        return "%s: ok, %s, %s, %s%s"
                .formatted(
                        file,
                        count(loaded.topology().listeners().size(), "listener"),
                        count(routes, "route"),
                        count(loaded.topology().clusters().size(), "cluster"),
                        warnings == 0 ? "" : ", " + count(warnings, "warning"));
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
