package io.sluice.cli;

import io.sluice.cli.recording.Recordings;
import io.sluice.config.InvalidConfigException;
import io.sluice.config.Problems;
import io.sluice.config.fold.ClusterConfig;
import io.sluice.config.fold.Recording;
import io.sluice.config.fold.TlsConfig;
import io.sluice.config.fold.Topology;
import io.sluice.config.load.GatewayModel;
import io.sluice.engine.Gateway;
import io.sluice.engine.compile.GatewayCompiler;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.tls.TlsContext;
import io.sluice.http.guard.Guards;
import io.sluice.kafka.cluster.KafkaCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
    @Parameters(
            paramLabel = "FILE",
            defaultValue = "zilla.yaml",
            description = "A file or a URL. Default: ${DEFAULT-VALUE}")
    private String source = "zilla.yaml";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Creates the command; picocli does. */
    CheckCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        ConfigSource config = ConfigSource.of(source);
        GatewayModel.Loaded loaded = GatewayModel.load(config.name(), config.read(), System.getenv());
        try (FileWatch files = FileWatch.every(Duration.ofDays(1));
                Gateway gateway = GatewayCompiler.compile(
                        loaded.topology(), KafkaCluster::alone, Proxies.forChecks(config.folder(), files));
                Guards guards = Guards.open(loaded.config(), loaded.topology(), config.folder(), files)) {
            Objects.requireNonNull(guards); // opening them is the check
            Recordings.check(loaded.topology());
            checkCertificates(loaded.topology(), config.folder());
            loaded.warnings().forEach(out::println);
            gateway.warnings().forEach(out::println);
            out.println(config.name() + ": " + summary(loaded, gateway));
        }
        return 0;
    }

    /** Reads every key and certificate that is named. */
    private static void checkCertificates(Topology topology, Path folder) {
        var problems = new Problems();
        topology.listeners()
                .forEach(listener -> check(listener.tls(), tls -> TlsContext.server(tls, folder), problems));
        clusters(topology).forEach(cluster -> check(cluster.tls(), tls -> TlsContext.client(tls, folder), problems));
        if (problems.hasErrors()) {
            throw new InvalidConfigException(problems.inFileOrder());
        }
    }

    /** Those that are served from, and those that are recorded to. */
    private static Set<ClusterConfig> clusters(Topology topology) {
        Set<ClusterConfig> clusters = new LinkedHashSet<>(topology.clusters());
        for (Recording recording : topology.recordings()) {
            ClusterConfig cluster = recording.cluster();
            if (cluster != null) {
                clusters.add(cluster);
            }
        }
        return clusters;
    }

    private static void check(@Nullable TlsConfig tls, Consumer<TlsConfig> open, Problems problems) {
        try {
            if (tls != null) {
                open.accept(tls);
            }
        } catch (InvalidConfigException e) {
            problems.addAll(e.problems());
        }
    }

    private static String summary(GatewayModel.Loaded loaded, Gateway gateway) {
        int warnings = loaded.warnings().size() + gateway.warnings().size();
        return "ok, %s, %s, %s%s"
                .formatted(
                        count(loaded.topology().listeners().size(), "listener"),
                        count(Changes.routes(loaded.topology()), "route"),
                        count(loaded.topology().clusters().size(), "cluster"),
                        warnings == 0 ? "" : ", " + count(warnings, "warning"));
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
