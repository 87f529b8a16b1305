package io.sluice.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A gateway before three brokers, a service behind it, and clients that never rest; then a fault, or many.
 *
 * <pre>
 *   calm --fault--> unrest --fault is over--> recovering --every client has done a step--> calm --again or audit
 * </pre>
 *
 * <p>Used by one thread.
 */
final class Scenario implements AutoCloseable {
    private static final int WRITERS = 2;
    private static final int CALM_STEPS = 3;
    static final int PARTITIONS = 3;

    private static final Map<String, Map<String, String>> TOPICS = Map.of(
            "items",
            // records from the future are refused by default
            Map.of("cleanup.policy", "compact", "message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)),
            "events",
            Map.of(),
            "requests",
            Map.of(),
            "replies",
            Map.of());
    private static final Duration LONG = Duration.ofMinutes(Long.getLong("faults.minutes", 0));

    private final String name;
    private final Brokers brokers = Brokers.shared();
    private final Book book = new Book();
    private final Items items = new Items();
    private final Gateway gateway;
    private final Service service;
    private final Caller caller;
    private final Load load = new Load(book);
    private long recoveredNanos;

    /** Something that goes wrong and is set right again within one call. */
    @FunctionalInterface
    interface Fault {
        void happen();
    }

    private Scenario(String name, Map<String, String> variables) {
        this.name = name;
        brokers.createTopics(
                PARTITIONS,
                TOPICS.entrySet().stream()
                        .collect(Collectors.toMap(entry -> topic(entry.getKey()), Map.Entry::getValue)));
        gateway = Gateway.start(name, variables);
        service = Service.start(topic("requests"), brokers);
        caller = new Caller(gateway.uri(), book);
        for (int i = 0; i < WRITERS; i++) {
            String writer = "w" + i;
            load.add(writer, new ItemWriter(writer, topic("items"), caller, items));
            load.add("watcher-" + i, new ItemWatcher(ItemWriter.key(writer, i), caller, items));
            load.add("e" + i, new EventPoster("e" + i, topic("events"), caller));
            load.add("o" + i, new OrderAsker("o" + i, topic("requests"), caller));
            load.add("j" + i, new JobAsker("j" + i, topic("requests"), caller));
        }
    }

    /** Creates the topics, whose names begin with the scenario's, and starts all but the clients. */
    static Scenario of(String name) {
        return of(name, Map.of());
    }

    /** The same with variables of the configuration. */
    static Scenario of(String name, Map<String, String> variables) {
        return new Scenario(name, variables);
    }

    /** Where a run leaves its logs and data. */
    static Path folder() {
        try {
            return Files.createDirectories(Path.of(System.getProperty("faults.folder", "target"), "faults"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String topic(String suffix) {
        return name + '-' + suffix;
    }

    /** The names of all topics of the scenario. */
    List<String> topics() {
        return TOPICS.keySet().stream().map(this::topic).toList();
    }

    Brokers brokers() {
        return brokers;
    }

    Gateway gateway() {
        return gateway;
    }

    /** A client of the gateway, whose requests are entered in the book. */
    Caller caller() {
        return caller;
    }

    /** Waits until each client has done some more steps. */
    void awaitSteps(int count) {
        load.awaitSteps(count);
    }

    Book book() {
        return book;
    }

    /** Deletes one of the scenario's topics and creates it again. */
    void replaceTopic(String suffix) {
        book.deleting(topic(suffix));
        brokers.deleteTopic(topic(suffix));
        brokers.createTopics(PARTITIONS, Map.of(topic(suffix), TOPICS.getOrDefault(suffix, Map.of())));
        book.createdAgain(topic(suffix));
    }

    /** Whether a path is answered with this body. */
    boolean isAnswered(String path, String body) {
        Answer answer = caller.ask("GET", path, null, Duration.ZERO);
        return answer.status() == 200 && answer.body().equals(body);
    }

    /** The size of the latest record of each item, which the gateway holds in memory. */
    long itemBytes() {
        Map<String, Integer> sizes = new HashMap<>();
        Topic.read(topic("items"), brokers)
                .forEach(entry -> sizes.put(
                        entry.key(), entry.value() == null ? 0 : entry.value().length()));
        return sizes.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** Runs a fault under load, once or for as long as the run is to take, and checks the books. */
    void run(Fault fault) {
        run(false, LONG, fault);
    }

    /** Runs a fault under load, once however long the run is to take, and checks the books. */
    void runOnce(Fault fault) {
        run(false, Duration.ZERO, fault);
    }

    /** The same for a fault that breaks the clients' connections as well. */
    void runBreakingConnections(Fault fault) {
        run(true, LONG, fault);
    }

    private void run(boolean breaksConnections, Duration time, Fault fault) {
        long end = System.nanoTime() + time.toNanos();
        load.start();
        load.awaitSteps(CALM_STEPS);
        do {
            book.faultBegins(breaksConnections);
            fault.happen();
            long healed = System.nanoTime();
            load.awaitSteps(1);
            recoveredNanos = Math.max(recoveredNanos, System.nanoTime() - healed);
            book.calmReturns();
            load.awaitSteps(CALM_STEPS);
        } while (System.nanoTime() - end < 0);
        load.stop();
        audit();
    }

    private void audit() {
        var audit = checkTopics();
        audit.checkItems(topic("items"), caller);
        Figures.add(name, book, audit, recoveredNanos);
        finish();
    }

    /** Holds the book against the topics. */
    Audit checkTopics() {
        var audit = new Audit(book, brokers);
        audit.checkTopics(List.of(topic("items"), topic("events"), topic("requests")));
        return audit;
    }

    /** Stops the gateway and fails if anything was as it must not be. Not needed after {@link #run}. */
    void finish() {
        gateway.stop().forEach(wrong -> book.check(false, "log: " + wrong));
        book.close();
    }

    @Override
    public void close() {
        service.close();
        gateway.close();
        brokers.forget(topics());
    }
}
