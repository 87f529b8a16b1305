package io.sluice.kafka.cluster;

import io.sluice.engine.spi.ClusterHealth.Connection;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the cluster can be reached and which of the watched topics are there, and tells whoever listens.
 *
 * <p>It asks the cluster every {@value #REFRESH_MILLIS} ms through one admin client. Nothing here blocks its callers:
 * answers arrive on the admin client's thread, and each change of state is logged once, by name, with what to do.
 *
 * <p>{@link #status} and {@link #isReachable} may be read by any thread. Listeners are called on the thread {@code
 * catalog-<cluster>} or on the admin client's; they must hand over and return.
 */
public final class TopicCatalog implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(TopicCatalog.class);
    private static final long REFRESH_MILLIS = 2_000;
    private static final long MIN_PAUSE_MILLIS = 50;
    private static final int ASK_TIMEOUT_MILLIS = 4_000;

    private final String cluster;
    private final String servers;
    private final Supplier<Admin> admins;
    private final ScheduledExecutorService executor;
    private final Map<String, TopicStatus> topics = new ConcurrentHashMap<>();
    private final Map<String, Integer> watchers = new ConcurrentHashMap<>();
    private final BatchLimits limits = new BatchLimits();
    private final List<BiConsumer<String, TopicStatus>> topicListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> outageListeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean asking = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile long askedAt = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(MIN_PAUSE_MILLIS);
    private volatile Connection connection = Connection.CONNECTING;
    private volatile boolean started;
    private volatile boolean closed;
    private volatile @Nullable Admin admin;

    /**
     * Creates a catalog that asks nothing yet.
     *
     * @param cluster the cluster's name in logs
     * @param servers its bootstrap servers in logs
     * @param admins makes the admin client, which is closed with the catalog
     */
    public TopicCatalog(String cluster, List<String> servers, Supplier<Admin> admins) {
        this.cluster = cluster;
        this.servers = String.join(",", servers);
        this.admins = admins;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "catalog-" + cluster);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts asking; the admin client is made by the first question, and again by the next if that fails. */
    public void start() {
        started = true;
        var unused = executor.scheduleWithFixedDelay(this::ask, 0, REFRESH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Adds a listener for every change of a topic's status; the answer takes it away again. Any thread. */
    public Runnable onTopic(BiConsumer<String, TopicStatus> listener) {
        topicListeners.add(listener);
        return () -> topicListeners.remove(listener);
    }

    /** Adds a listener for the moment when the cluster stops answering. Before {@link #start}. */
    public void onOutage(Runnable listener) {
        outageListeners.add(listener);
    }

    /** Makes a topic one of those that are asked for; asks at once when it is new. Any thread. */
    public void watch(String topic) {
        int count = watchers.compute(topic, (name, before) -> {
            if (before == null) {
                topics.put(name, TopicStatus.UNKNOWN);
                return 1;
            }
            return before + 1;
        });
        if (count == 1) {
            refresh();
        }
    }

    /** Takes one {@link #watch} back; after the last the topic is no longer asked for. Any thread. */
    public void unwatch(String topic) {
        watchers.computeIfPresent(topic, (name, count) -> {
            if (count == 1) {
                topics.remove(name);
                limits.forget(name);
                return null;
            }
            return count - 1;
        });
    }

    /** The last known status of a topic. Any thread. */
    public TopicStatus status(String topic) {
        return topics.getOrDefault(topic, TopicStatus.UNKNOWN);
    }

    /**
     * The most bytes that the topic takes as one batch ({@code max.message.bytes}), as it was a few minutes ago at most; the
     * highest number when it is not known, for example because the gateway may not describe the topic's configuration. Any
     * thread.
     */
    public int maxBatchBytes(String topic) {
        return limits.of(topic);
    }

    /** Whether nothing speaks against the cluster being there: it has answered, or has not been asked for long. Any thread. */
    public boolean isReachable() {
        return connection != Connection.UNREACHABLE;
    }

    /** Whether the cluster answers. Any thread. */
    public Connection connection() {
        return connection;
    }

    /** The admin client, once any topic has a status. Its futures complete on its own thread. */
    public Admin admin() {
        Admin made = admin;
        if (made == null) {
            throw new IllegalStateException("no topic has a status yet");
        }
        return made;
    }

    /**
     * Asks again now rather than at the next turn, but not more often than every {@value #MIN_PAUSE_MILLIS} ms: each
     * request for a missing topic comes here. Any thread.
     */
    public void refresh() {
        if (!due.compareAndSet(false, true)) {
            return;
        }
        long pause = Math.max(0, MIN_PAUSE_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedAt));
        try {
            var unused = executor.schedule(this::ask, pause, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOGGER.atTrace().addKeyValue("exit", cluster).log("closed, nothing is asked any more");
        }
    }

    private void ask() {
        due.set(false);
        if (closed || !started) {
            return;
        }
        if (!asking.compareAndSet(false, true)) {
            again.set(true);
            return;
        }
        askedAt = System.nanoTime();
        try {
            connect();
            describe();
        } catch (RuntimeException e) { // such as a server's name that cannot be resolved yet
            answered(e);
        }
    }

    private void connect() {
        if (admin == null) {
            Admin made = admins.get();
            admin = made;
            if (closed) {
                made.close(Duration.ZERO);
            }
        }
    }

    private void describe() {
        Collection<String> names = List.copyOf(topics.keySet());
        limits.refresh(admin(), names);
        if (names.isEmpty()) {
            var unused = admin().describeCluster().nodes().whenComplete((nodes, failure) -> answered(causeOf(failure)));
            return;
        }
        var options = new DescribeTopicsOptions().timeoutMs(ASK_TIMEOUT_MILLIS);
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin().describeTopics(names, options).topicNameValues();
        answers.forEach((topic, answer) -> {
            var unused = answer.whenComplete((description, failure) -> learn(topic, description, causeOf(failure)));
        });
        var unused = KafkaFuture.allOf(answers.values().toArray(KafkaFuture[]::new))
                .whenComplete((nothing, failure) -> answered(causeOf(failure)));
    }

    private void learn(String topic, @Nullable TopicDescription description, @Nullable Throwable failure) {
        TopicStatus status = statusOf(description, failure);
        TopicStatus before = topics.get(topic);
        if (status == null || before == null || status.equals(before)) {
            return;
        }
        if (description == null || before.id().equals(status.id())) {
            adopt(topic, before, status);
        } else {
            awaitLeaders(description, () -> limits.learn(admin(), List.of(topic), () -> adopt(topic, before, status)));
        }
    }

    private void adopt(String topic, TopicStatus before, TopicStatus status) {
        if (topics.replace(topic, before, status)) {
            log(topic, before, status);
            topicListeners.forEach(listener -> listener.accept(topic, status));
        }
    }

    /**
     * Goes on when each leader of a topic that is new here answers for its partitions. The metadata of a topic that was
     * just created are there before its leaders are. To send then is dangerous: if the first batch of a partition is
     * refused and the second is taken, the first is out of sequence for as long as the producer tries.
     */
    private void awaitLeaders(TopicDescription description, Runnable next) {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        description.partitions().stream()
                .filter(partition -> partition.leader() != null)
                .forEach(partition -> partitions.put(
                        new TopicPartition(description.name(), partition.partition()), OffsetSpec.latest()));
        var options = new ListOffsetsOptions().timeoutMs(ASK_TIMEOUT_MILLIS);
        var unused = admin().listOffsets(partitions, options).all().whenComplete((offsets, failure) -> {
            if (causeOf(failure) instanceof UnknownTopicOrPartitionException) {
                refresh(); // not every broker has heard of the topic yet
                return;
            }
            if (failure != null) {
                LOGGER.atDebug()
                        .addKeyValue("topic", description.name())
                        .addKeyValue("error", failure.toString())
                        .log("not all leaders answer; using the topic as it is");
            }
            next.run();
        });
    }

    private static @Nullable Throwable causeOf(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Null when the answer says nothing of the topic, because the cluster did not answer. */
    private static @Nullable TopicStatus statusOf(@Nullable TopicDescription description, @Nullable Throwable failure) {
        if (description != null) {
            return TopicStatus.present(
                    description.topicId(), description.partitions().size());
        }
        if (failure instanceof UnknownTopicOrPartitionException || failure instanceof InvalidTopicException) {
            return TopicStatus.MISSING;
        }
        return failure instanceof AuthorizationException ? TopicStatus.FORBIDDEN : null;
    }

    private void answered(@Nullable Throwable failure) {
        asking.set(false);
        if (again.getAndSet(false)) {
            refresh();
        }
        Connection now =
                failure == null || statusOf(null, failure) != null ? Connection.CONNECTED : Connection.UNREACHABLE;
        Connection before = connection;
        if (closed || now == before) {
            return;
        }
        connection = now;
        if (now == Connection.CONNECTED) {
            LOGGER.atInfo()
                    .addKeyValue("exit", cluster)
                    .addKeyValue("servers", servers)
                    .log("connected to Kafka");
        } else {
            LOGGER.atWarn()
                    .addKeyValue("exit", cluster)
                    .addKeyValue("servers", servers)
                    .addKeyValue("error", String.valueOf(failure))
                    .log("Kafka does not answer; trying again until it does");
            outageListeners.forEach(Runnable::run);
        }
    }

    private void log(String topic, TopicStatus before, TopicStatus status) {
        switch (status.condition()) {
            case PRESENT ->
                LOGGER.atInfo()
                        .addKeyValue("exit", cluster)
                        .addKeyValue("topic", topic)
                        .addKeyValue("partitions", status.partitions())
                        .log(before.isPresent() ? "topic has changed" : "topic is there");
            case MISSING ->
                LOGGER.atError()
                        .addKeyValue("exit", cluster)
                        .addKeyValue("topic", topic)
                        .log("topic is missing; requests that need it get 502 until it is created");
            case FORBIDDEN ->
                LOGGER.atError()
                        .addKeyValue("exit", cluster)
                        .addKeyValue("topic", topic)
                        .log("not authorized for the topic; requests that need it get 502 until the ACLs allow it");
            case UNKNOWN -> throw new AssertionError(status);
        }
    }

    @Override
    public void close() {
        closed = true;
        executor.shutdownNow();
        Admin made = admin;
        if (made != null) {
            made.close(Duration.ofSeconds(2));
        }
    }
}
