package io.sluice.cli;

import io.sluice.config.load.GatewayModel;
import io.sluice.engine.Gateway;
import io.sluice.engine.compile.GatewayCompiler;
import io.sluice.http.guard.Guards;
import io.sluice.kafka.KafkaClusterProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gateway check}: says whether a configuration would start. */
@Command(
        name = "check",
        description = "Checks a configuration and prints every problem with its place. Exits 0 or 2.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", defaultValue = "zilla.yaml", description = "Default: ${DEFAULT-VALUE}")
    private Path file = Path.of("zilla.yaml");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Creates the command; picocli does. */
    CheckCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        GatewayModel.Loaded loaded = GatewayModel.load(file, System.getenv());
        try (Gateway gateway = GatewayCompiler.compile(loaded.topology(), new KafkaClusterProvider());
                Guards guards = Guards.open(loaded.config(), loaded.topology(), GatewayProcess.folder(file))) {
            Objects.requireNonNull(guards); // opening them is the check
            loaded.warnings().forEach(out::println);
            gateway.warnings().forEach(out::println);
            out.println(summary(loaded, gateway));
        }
        return 0;
    }

    private String summary(GatewayModel.Loaded loaded, Gateway gateway) {
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
