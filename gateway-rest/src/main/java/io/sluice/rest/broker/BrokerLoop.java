package io.sluice.rest.broker;

import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code rest-<exit>}: it owns the connections to a cluster and the state of everything that talks over them.
 *
 * <p>Other threads leave calls here and get a future, which this thread completes; what they chain to it runs here and
 * must hand over and return. At most {@value #MAX_CALLS} calls wait.
 */
public final class BrokerLoop implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(BrokerLoop.class);
    private static final int MAX_CALLS = 100_000;
    private static final long TURN_MILLIS = 1_000;
    private static final long CLOSE_MILLIS = 10_000;

    private static final class Unanswered {
        private final CompletableFuture<?> answer;

        private Unanswered(CompletableFuture<?> answer) {
            this.answer = answer;
        }
    }

    private final String exit;
    private final Network network;
    private final Timers timers = new Timers();
    private final Metadata metadata;
    private final Coordinators coordinators;
    private final Thread thread;
    private final Queue<Runnable> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Set<Unanswered> unanswered = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;
    private volatile boolean ended;

    /**
     * Creates a loop that does not run yet.
     *
     * @param exit the cluster's name, in the thread's name, the client's id and logs
     * @param settings those of a Kafka client: {@code bootstrap.servers}, {@code security.*}, {@code sasl.*}, {@code
     *     ssl.*}; objects are handed through to the plug-ins that they name
     * @throws org.apache.kafka.common.config.ConfigException if a setting is refused
     */
    public BrokerLoop(String exit, Map<String, ?> settings) {
        var client = new ClientSettings(settings);
        this.exit = exit;
        this.network = new Network("sluice-" + exit + "-rest", client);
        this.metadata = new Metadata(this, new Brokers(network, client.bootstrap()));
        this.coordinators = new Coordinators(metadata);
        this.thread = new Thread(this::run, "rest-" + exit);
        thread.setDaemon(true);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /**
     * Runs something on the loop's thread and gives its answer. Any thread.
     *
     * <p>The answer fails with a {@link TimeoutException} when too many calls wait, and with an {@link
     * IllegalStateException} when the loop is closed before the call has been answered.
     */
    public <T extends @Nullable Object> CompletableFuture<T> call(Call<T> call) {
        var answer = new CompletableFuture<T>();
        if (waiting.incrementAndGet() > MAX_CALLS) {
            waiting.decrementAndGet();
            answer.completeExceptionally(new TimeoutException("More than " + MAX_CALLS + " calls wait for " + exit));
            return answer;
        }
        var noted = new Unanswered(answer);
        unanswered.add(noted);
        var unused = answer.whenComplete((value, failure) -> unanswered.remove(noted));
        calls.add(() -> begin(call, answer));
        if (ended) {
            refuse();
        } else if (Thread.currentThread() != thread) {
            network.wakeUp();
        }
        return answer;
    }

    /**
     * What the cluster says of a topic, asked for with this call. Any thread.
     *
     * @param allowAutoCreate whether the broker may create the topic when its settings say so
     */
    public CompletableFuture<TopicMetadata> metadata(String topic, boolean allowAutoCreate) {
        return call(answer ->
                metadata.topic(topic, allowAutoCreate, 0, Reply.of(answer::complete, answer::completeExceptionally)));
    }

    /** What is known of topics and brokers. */
    public Metadata metadata() {
        return metadata;
    }

    /** Who coordinates which group. */
    public Coordinators coordinators() {
        return coordinators;
    }

    /** A connection of one's own to a broker. */
    public Connection open(Node broker) {
        return network.open(broker);
    }

    /** Does something later. */
    public Timer after(long millis, Runnable task) {
        return timers.add(now() + millis, task);
    }

    /** Milliseconds of a clock that only goes forward and whose start means nothing. */
    public long now() {
        return network.now();
    }

    private <T extends @Nullable Object> void begin(Call<T> call, CompletableFuture<T> answer) {
        try {
            call.begin(answer);
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private void run() {
        try {
            while (!closing) {
                turn();
            }
        } finally {
            network.close();
            ended = true;
            refuse();
        }
    }

    private void turn() {
        try {
            runCalls();
            runTimers();
            long most = calls.isEmpty() ? timers.untilNext(now(), TURN_MILLIS) : 0;
            network.poll(most);
        } catch (RuntimeException | Error e) {
            LOGGER.atError().addKeyValue("exit", exit).setCause(e).log("a turn of the loop failed; going on");
        }
    }

    private void runCalls() {
        for (Runnable call = calls.poll(); call != null; call = calls.poll()) {
            waiting.decrementAndGet();
            call.run();
        }
    }

    private void runTimers() {
        long now = now();
        for (Timer due = timers.takeDue(now); due != null; due = timers.takeDue(now)) {
            due.run();
        }
    }

    private void refuse() {
        calls.clear();
        for (Unanswered call : unanswered) {
            call.answer.completeExceptionally(new IllegalStateException("The exit " + exit + " is closed"));
        }
    }

    /** Ends the thread and all connections; what is unanswered fails. Waits for the thread up to ten seconds. */
    @Override
    public void close() {
        closing = true;
        if (thread.getState() == Thread.State.NEW) {
            network.close();
            ended = true;
            refuse();
            return;
        }
        network.wakeUp();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
