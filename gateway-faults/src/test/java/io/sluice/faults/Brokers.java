package io.sluice.faults;

import io.sluice.dev.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Three brokers in three processes, each a controller as well. Every topic has three copies, of which two must take a
 * record. Started once for all scenarios of a JVM. Used by one thread.
 *
 * <p>A broker has two listeners. {@code DIRECT} is for the brokers among themselves, the checks and the services behind the
 * gateway; {@code GATEWAY} is advertised with the port of a {@link Link}, so that all that the gateway says and hears
 * passes through it.
 */
final class Brokers {
    static final int COUNT = 3;

    /** How long a broker may be silent before others lead its partitions; Kafka's own default is 9 seconds. */
    static final Duration SESSION = Duration.ofSeconds(4);

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> OPTIONS =
            List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");
    private static final Brokers SHARED = start(Scenario.folder());

    private final String cluster = Uuid.randomUuid().toString();
    private final Path folder;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Integer, Child> processes = new HashMap<>();
    private final Admin admin;

    /** A broker's place: what does not change when it is started again. */
    private static final class Node {
        private final int id;
        private final int direct = Ports.free();
        private final int behind = Ports.free();
        private final int advertised = Ports.free();
        private final int controller = Ports.free();
        private final Link link = new Link(advertised, behind);

        private Node(int id) {
            this.id = id;
        }
    }

    private Brokers(Path folder) {
        this.folder = folder;
        IntStream.rangeClosed(1, COUNT).forEach(id -> nodes.add(new Node(id)));
        nodes.forEach(node -> processes.put(node.id, launch(node)));
        admin = Admin.create(Map.of("bootstrap.servers", direct()));
    }

    /** The brokers of this JVM's scenarios, all of them up and every copy in sync. */
    static Brokers shared() {
        SHARED.awaitAll();
        return SHARED;
    }

    /** In a folder of its own for each run: data of an earlier run belong to another cluster. */
    private static Brokers start(Path folder) {
        try {
            return new Brokers(Files.createTempDirectory(folder, "brokers-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Child launch(Node node) {
        Path file = folder.resolve("broker-" + node.id + ".properties");
        try (var writer = Files.newBufferedWriter(file)) {
            settings(node).store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Child.start(
                "broker-" + node.id,
                OPTIONS,
                BrokerMain.class.getName(),
                List.of(cluster, file.toString()),
                Map.of(),
                folder.resolve("broker-" + node.id + ".log"));
    }

    private Properties settings(Node node) {
        var settings = new Properties();
        settings.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", Integer.toString(node.id),
                "controller.quorum.voters",
                        nodes.stream()
                                .map(voter -> voter.id + "@127.0.0.1:" + voter.controller)
                                .collect(Collectors.joining(",")),
                "controller.listener.names", "CONTROLLER",
                "inter.broker.listener.name", "DIRECT",
                "listener.security.protocol.map", "DIRECT:PLAINTEXT,GATEWAY:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "listeners",
                        "DIRECT://127.0.0.1:%d,GATEWAY://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                                .formatted(node.direct, node.behind, node.controller),
                "advertised.listeners",
                        "DIRECT://127.0.0.1:%d,GATEWAY://127.0.0.1:%d".formatted(node.direct, node.advertised),
                "log.dirs", folder.resolve("broker-" + node.id).toString(),
                "broker.session.timeout.ms", Long.toString(SESSION.toMillis())));
        settings.putAll(Map.of(
                "broker.heartbeat.interval.ms", "500",
                "auto.create.topics.enable", "false",
                "default.replication.factor", "3",
                "min.insync.replicas", "2",
                "num.network.threads", "2",
                "num.io.threads", "2",
                "background.threads", "2",
                "log.cleaner.dedupe.buffer.size", "4194304",
                "log.index.size.max.bytes", "1048576"));
        return settings;
    }

    /** Where the gateway finds them. */
    String throughLinks() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.advertised).collect(Collectors.joining(","));
    }

    /** Where everybody else finds them. */
    String direct() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.direct).collect(Collectors.joining(","));
    }

    /** The links to all brokers. */
    List<Link> links() {
        return nodes.stream().map(node -> node.link).toList();
    }

    /**
     * Creates topics and waits until their leaders answer.
     *
     * @param topics name to settings
     */
    void createTopics(int partitions, Map<String, Map<String, String>> topics) {
        await(admin.createTopics(topics.entrySet().stream()
                        .map(topic -> new NewTopic(topic.getKey(), partitions, (short) COUNT).configs(topic.getValue()))
                        .toList())
                .all());
        topics.keySet().forEach(name -> awaitTopic(name, partitions));
    }

    /** Waits until every partition has a leader that answers, and all its copies. */
    private void awaitTopic(String name, int partitions) {
        Pause.until("leaders of " + name, PATIENCE, () -> isWhole(name, partitions));
    }

    private boolean isWhole(String name, int partitions) {
        try {
            TopicDescription topic = description(name).get();
            if (topic.partitions().size() != partitions
                    || topic.partitions().stream().anyMatch(p -> p.isr().size() < COUNT)) {
                return false;
            }
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            IntStream.range(0, partitions).forEach(p -> ends.put(new TopicPartition(name, p), OffsetSpec.latest()));
            admin.listOffsets(ends).all().get();
            return true;
        } catch (ExecutionException e) {
            return false; // not every broker has heard of it yet
        } catch (InterruptedException e) {
            throw Child.interrupted(e);
        }
    }

    /** Deletes a topic and waits until no broker knows it. */
    void deleteTopic(String name) {
        await(admin.deleteTopics(List.of(name)).all());
        Pause.until("deletion of " + name, PATIENCE, () -> !topics().contains(name));
    }

    /** Deletes what is not needed any more and does not wait for it: each copy of a partition is work for its broker. */
    void forget(List<String> topics) {
        admin.deleteTopics(topics);
    }

    /** Adds partitions to topics. */
    void raisePartitions(List<String> names, int total) {
        await(admin.createPartitions(
                        names.stream().collect(Collectors.toMap(name -> name, name -> NewPartitions.increaseTo(total))))
                .all());
        names.forEach(name -> awaitTopic(name, total));
    }

    /** The id of the broker that leads a partition. */
    int leaderOf(String topic, int partition) {
        return await(description(topic)).partitions().get(partition).leader().id();
    }

    private KafkaFuture<TopicDescription> description(String topic) {
        return Objects.requireNonNull(
                admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
    }

    private Set<String> topics() {
        return await(admin.listTopics().names());
    }

    /** Kills a broker with SIGKILL. */
    void kill(int id) {
        process(id).kill();
    }

    /** The process of a broker. */
    Child process(int id) {
        return Objects.requireNonNull(processes.get(id), "broker");
    }

    /** Starts a broker that was killed or gave up, on its ports and its data. */
    void restart(int id) {
        process(id).close();
        processes.put(id, launch(nodes.get(id - 1)));
    }

    /** Waits until all brokers are there and all copies of all partitions are in sync. */
    void awaitAll() {
        Pause.until("three brokers in sync", PATIENCE, () -> {
            processes.values().forEach(Child::requireAlive);
            return isWhole();
        });
    }

    private boolean isWhole() {
        try {
            return admin.describeCluster().nodes().get().size() == COUNT
                    && admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values().stream()
                            .flatMap(topic -> topic.partitions().stream())
                            .allMatch(partition -> partition.isr().size() == COUNT);
        } catch (ExecutionException e) {
            return false; // no controller yet, or a topic is on its way
        } catch (InterruptedException e) {
            throw Child.interrupted(e);
        }
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new AssertionError("Kafka refused: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw Child.interrupted(e);
        }
    }
}
