package io.sluice.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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
    private static final int PARTITIONS = 3;
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

    private Scenario(String name) {
        this.name = name;
        brokers.createTopic(topic("items"), PARTITIONS, Map.of("cleanup.policy", "compact"));
        for (String other : List.of("events", "requests", "replies")) {
            brokers.createTopic(topic(other), PARTITIONS, Map.of());
        }
        gateway = Gateway.start(name, Map.of());
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
        return new Scenario(name);
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

    Brokers brokers() {
        return brokers;
    }

    Gateway gateway() {
        return gateway;
    }

    Items items() {
        return items;
    }

    Book book() {
        return book;
    }

    /** Runs a fault under load, once or for as long as the run is to take, and checks the books. */
    void run(Fault fault) {
        run(false, fault);
    }

    /** The same for a fault that breaks the clients' connections as well. */
    void runBreakingConnections(Fault fault) {
        run(true, fault);
    }

    private void run(boolean breaksConnections, Fault fault) {
        long end = System.nanoTime() + LONG.toNanos();
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
        var audit = new Audit(book, brokers);
        audit.checkTopics(List.of(topic("items"), topic("events"), topic("requests")));
        audit.checkItems(topic("items"), caller);
        gateway.stop().forEach(wrong -> book.check(false, "log: " + wrong));
        Figures.add(name, book, audit, recoveredNanos);
        book.close();
    }

    @Override
    public void close() {
        service.close();
        gateway.close();
    }
}
