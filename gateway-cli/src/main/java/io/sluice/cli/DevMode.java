package io.sluice.cli;

import io.sluice.config.FetchConfig;
import io.sluice.config.ProduceConfig;
import io.sluice.config.RecordingSinkConfig;
import io.sluice.config.Text;
import io.sluice.config.WithConfig;
import io.sluice.config.fold.ClusterConfig;
import io.sluice.config.fold.ProxyRoute;
import io.sluice.config.fold.Recording;
import io.sluice.config.fold.RestTarget;
import io.sluice.config.fold.Topology;
import io.sluice.dev.DevBroker;
import io.sluice.dev.DevBrokerException;
import io.sluice.dev.DevBrokerOptions;
import io.sluice.engine.template.Template;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The broker of {@code --dev} and the topics in it.
 *
 * <p>This class alone refers to {@code gateway-dev}, which is on the class path only when {@code --dev} is given.
 */
final class DevMode implements AutoCloseable {
    static final String PREFERRED_SERVER = "127.0.0.1:9092";
    private static final int PREFERRED_PORT = 9092;
    private static final Path FOLDER = Path.of(".sluice", "dev");

    private final DevBroker broker;
    private final Map<String, Boolean> topics = new LinkedHashMap<>(); // whether compacted; guarded by this
    private final String place;

    private DevMode(DevBroker broker, String place) {
        this.broker = broker;
        this.place = place;
    }

    /**
     * Starts a broker and creates the topics that a configuration names.
     *
     * @throws DevModeException if the broker cannot run
     */
    static DevMode start(boolean ephemeral, Topology topology) {
        // Clients of the REST Proxy's API expect topics to come into being with their first record.
        DevBrokerOptions options = DevBrokerOptions.defaults()
                .preferringPort(PREFERRED_PORT)
                .with("auto.create.topics.enable", Boolean.toString(servesRest(topology)));
        try {
            DevBroker broker = ephemeral ? DevBroker.ephemeral(options) : DevBroker.start(FOLDER, options);
            var dev = new DevMode(broker, ephemeral ? "keeps no data" : "data in " + FOLDER);
            dev.createTopics(topology);
            return dev;
        } catch (DevBrokerException e) {
            throw new DevModeException("--dev: " + e.getMessage(), e);
        }
    }

    /**
     * Creates the topics of a configuration that no configuration before it has named. Blocks until they are there.
     *
     * @throws DevModeException if the broker does not
     */
    synchronized void createTopics(Topology topology) {
        try {
            topics(topology).forEach((topic, compacted) -> {
                if (!topics.containsKey(topic)) {
                    broker.createTopic(topic, 1, config(compacted));
                    topics.put(topic, compacted);
                }
            });
        } catch (DevBrokerException e) {
            throw new DevModeException("--dev: " + e.getMessage(), e);
        }
    }

    private static boolean servesRest(Topology topology) {
        return topology.listeners().stream()
                .flatMap(listener -> listener.routes().stream())
                .anyMatch(route -> route.target() instanceof RestTarget);
    }

    private static Map<String, String> config(boolean compacted) {
        return Map.of("cleanup.policy", compacted ? "compact" : "delete");
    }

    /** Topics that are read as resources are compacted; a topic that is only written to or replied on is not. */
    private static Map<String, Boolean> topics(Topology topology) {
        Map<String, Boolean> topics = new LinkedHashMap<>();
        topology.listeners().stream()
                .flatMap(listener -> listener.routes().stream())
                .flatMap(route -> route.routes().stream())
                .map(ProxyRoute::route)
                .forEach(route -> add(topics, route.with()));
        for (ClusterConfig cluster : topology.clusters()) {
            cluster.bootstrapTopics().forEach(topic -> topics.putIfAbsent(topic, true));
        }
        for (Recording recording : topology.recordings()) {
            if (recording.config().sink() instanceof RecordingSinkConfig.Kafka kafka) {
                topics.putIfAbsent(kafka.topic().value(), false);
            }
        }
        return topics;
    }

    private static void add(Map<String, Boolean> topics, WithConfig with) {
        add(topics, with.topic(), with instanceof FetchConfig);
        if (with instanceof ProduceConfig produce && produce.replyTo() != null) {
            add(topics, produce.replyTo(), false);
        }
    }

    private static void add(Map<String, Boolean> topics, Text name, boolean compacted) {
        Template template = Template.compile(name.value());
        if (template.isLiteral()) {
            topics.merge(template.text(), compacted, Boolean::logicalOr);
        }
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    /** Where the broker is and what is in it, for the banner. */
    synchronized String summary() {
        String names = topics.entrySet().stream()
                .map(topic -> topic.getKey() + (topic.getValue() ? " (compacted)" : ""))
                .collect(Collectors.joining(", "));
        return broker.bootstrap() + " in this process, " + place + (names.isEmpty() ? "" : "; topics " + names);
    }

    @Override
    public void close() {
        broker.close();
    }
}
