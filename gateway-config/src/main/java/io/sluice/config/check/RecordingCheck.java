package io.sluice.config.check;

import io.sluice.config.BindingConfig;
import io.sluice.config.BindingGraph;
import io.sluice.config.BindingName;
import io.sluice.config.ExporterConfig;
import io.sluice.config.GatewayConfig;
import io.sluice.config.HttpServerConfig;
import io.sluice.config.KafkaCacheClientConfig;
import io.sluice.config.KafkaCacheServerConfig;
import io.sluice.config.KafkaClientConfig;
import io.sluice.config.NamespaceConfig;
import io.sluice.config.Problems;
import io.sluice.config.Quoted;
import io.sluice.config.RecordingConfig;
import io.sluice.config.RecordingSinkConfig;
import io.sluice.config.Suggestion;
import io.sluice.config.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** What exporters of {@code type: http-types} record, and the {@code kafka} bindings that they write through. */
final class RecordingCheck {
    private final BindingGraph graph;
    private final Problems problems;
    private final Set<String> directories = new HashSet<>();

    RecordingCheck(BindingGraph graph, Problems problems) {
        this.graph = graph;
        this.problems = problems;
    }

    /** The bindings that recordings leave the gateway by. */
    static List<BindingConfig> exits(GatewayConfig config, BindingGraph graph) {
        List<BindingConfig> exits = new ArrayList<>();
        forEach(config, (namespace, recording) -> {
            if (recording.sink() instanceof RecordingSinkConfig.Kafka kafka) {
                graph.target(namespace.name(), kafka.exit()).ifPresent(exits::add);
            }
        });
        return exits;
    }

    void run(GatewayConfig config) {
        forEach(config, (namespace, recording) -> {
            recording.bindings().forEach(binding -> server(namespace, binding));
            if (recording.bindings().isEmpty()
                    && namespace.bindings().values().stream().noneMatch(HttpServerConfig.class::isInstance)) {
                problems.warning(
                        recording.at(),
                        "records nothing: the namespace has no http server (name some in \"bindings\")");
            }
            if (recording.sink() instanceof RecordingSinkConfig.Kafka kafka) {
                exit(namespace, kafka.exit());
            }
            if (recording.sink() instanceof RecordingSinkConfig.File file
                    && !file.directory().value().isEmpty()
                    && !directories.add(file.directory().value())) {
                problems.error(file.directory().at(), "another exporter writes its files there");
            }
            if (recording.share() == 0) {
                problems.warning(recording.at(), "records errors only: \"sampling.share\" is 0");
            }
        });
    }

    private static void forEach(GatewayConfig config, BiConsumer<NamespaceConfig, RecordingConfig> visitor) {
        for (NamespaceConfig namespace : config.namespaces()) {
            for (ExporterConfig exporter : namespace.telemetry().exporters().values()) {
                if (exporter instanceof ExporterConfig.HttpTypes types) {
                    visitor.accept(namespace, types.recording());
                }
            }
        }
    }

    private void server(NamespaceConfig namespace, Text name) {
        BindingConfig binding = graph.target(namespace.name(), name).orElse(null);
        if (binding == null) {
            problems.error(
                    name.at(),
                    "no http server named " + Quoted.of(name.value())
                            + Suggestion.of(name.value(), names(namespace, HttpServerConfig.class::isInstance)));
        } else if (!(binding instanceof HttpServerConfig)) {
            problems.error(
                    name.at(),
                    Quoted.of(name.value()) + " is a " + Stage.of(binding).words()
                            + " (expected: an http server, whose exchanges are recorded)");
        }
    }

    private void exit(NamespaceConfig namespace, Text exit) {
        if (exit.value().isEmpty()) {
            return;
        }
        BindingConfig binding = graph.target(namespace.name(), exit).orElse(null);
        if (binding == null) {
            problems.error(
                    exit.at(),
                    "no kafka binding named " + Quoted.of(exit.value())
                            + Suggestion.of(exit.value(), names(namespace, RecordingCheck::isKafka)));
        } else if (!isKafka(binding)) {
            problems.error(
                    exit.at(),
                    Quoted.of(exit.value()) + " is a " + Stage.of(binding).words() + " (expected: a kafka binding)");
        }
    }

    private List<String> names(NamespaceConfig namespace, Predicate<BindingConfig> wanted) {
        return graph.bindings().stream()
                .filter(wanted)
                .map(BindingConfig::name)
                .map(name -> shown(namespace, name))
                .toList();
    }

    private static String shown(NamespaceConfig namespace, BindingName name) {
        return name.namespace().equals(namespace.name()) ? name.name() : name.toString();
    }

    private static boolean isKafka(BindingConfig binding) {
        return binding instanceof KafkaClientConfig
                || binding instanceof KafkaCacheClientConfig
                || binding instanceof KafkaCacheServerConfig;
    }
}
