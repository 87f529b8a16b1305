package io.sluice.dev;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker of one KRaft node inside this process, for {@code --dev} and for tests.
 *
 * <p>It listens on 127.0.0.1 only and creates no topics by itself. {@link #stop} and {@link #restart} take it away and
 * bring it back on the same port with the same data, as a broker's outage would. Methods may be called by any thread,
 * one at a time; they block until the broker is up or down. Kafka's own log goes to slf4j.
 */
public final class DevBroker implements AutoCloseable {
    private static final int ATTEMPTS = 5;
    private static final Duration LEADERS_TIMEOUT = Duration.ofSeconds(30);

    private final DataFolder folder;
    private final DevBrokerOptions options;
    private final int port;
    private @Nullable BrokerNode node; // guarded by this
    private boolean closed; // guarded by this

    private DevBroker(DataFolder folder, DevBrokerOptions options) {
        this.folder = folder;
        this.options = options;
        var started = startNode(() -> choosePort(options));
        this.node = started;
        this.port = started.port();
    }

    /** Starts a broker on a free port that keeps its data in the folder; the folder is made when missing. */
    public static DevBroker start(Path folder) {
        return start(folder, DevBrokerOptions.defaults());
    }

    /**
     * Starts a broker that keeps its data in the folder; the folder is made when missing.
     *
     * @throws DevBrokerException if the folder is in use or damaged, or the port is taken
     */
    public static DevBroker start(Path folder, DevBrokerOptions options) {
        return start(DataFolder.open(folder), options);
    }

    /** Starts a broker on a free port whose data goes with {@link #close}. */
    public static DevBroker ephemeral() {
        return ephemeral(DevBrokerOptions.defaults());
    }

    /**
     * Starts a broker whose data goes with {@link #close}.
     *
     * @throws DevBrokerException if the port is taken or a setting is refused
     */
    public static DevBroker ephemeral(DevBrokerOptions options) {
        return start(DataFolder.temporary(), options);
    }

    private static DevBroker start(DataFolder folder, DevBrokerOptions options) {
        try {
            return new DevBroker(folder, options);
        } catch (Throwable e) {
            folder.close();
            throw e;
        }
    }

    /** Where clients find it: {@code 127.0.0.1:port}. Does not change with {@link #stop} and {@link #restart}. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** The port that clients connect to. */
    public int port() {
        return port;
    }

    /** Takes the broker away: its port refuses connections, its data stays. Nothing happens when it is stopped. */
    public synchronized void stop() {
        if (node != null) {
            node.stop();
            node = null;
        }
    }

    /**
     * Brings the broker back, or stops and starts it when it runs.
     *
     * @throws DevBrokerException if somebody took the port meanwhile
     * @throws IllegalStateException after {@link #close}
     */
    public synchronized void restart() {
        if (closed) {
            throw new IllegalStateException("The broker is closed");
        }
        stop();
        node = startNode(() -> requireFree(port));
    }

    /**
     * Creates a topic with one copy of each partition, ready for records; an existing one is left as it is.
     *
     * @param config topic settings by name, such as {@code cleanup.policy}
     * @throws DevBrokerException if the broker refuses it
     */
    public void createTopic(String name, int partitions, Map<String, String> config) {
        var topic = new NewTopic(name, partitions, (short) 1).configs(config);
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            var created = admin.createTopics(List.of(topic));
            created.all().get();
            awaitLeaders(admin, name, created.numPartitions(name).get());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new DevBrokerException("Cannot create the topic " + name + ": " + e.getMessage(), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevBrokerException("Interrupted while creating the topic " + name, e);
        }
    }

    /**
     * Returns when every partition takes records. The cluster shows a topic a moment before its leaders are ready; an
     * idempotent producer whose first batch is refused then, and whose second is not, is out of sequence for long.
     */
    private static void awaitLeaders(Admin admin, String topic, int partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int i = 0; i < partitions; i++) {
            ends.put(new TopicPartition(topic, i), OffsetSpec.latest());
        }
        long deadline = System.nanoTime() + LEADERS_TIMEOUT.toNanos();
        while (true) {
            try {
                admin.listOffsets(ends).all().get(); // asks again by itself while a leader is not ready
                return;
            } catch (ExecutionException e) {
                // the broker asked has not heard of the topic yet
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    /** Stops the broker and lets go of its folder. No thread remains. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            stop();
            folder.close();
        }
    }

    private static int choosePort(DevBrokerOptions options) {
        boolean any = options.port() == 0 || (options.anyPortIfBusy() && !Ports.isFree(options.port()));
        return any ? Ports.free() : requireFree(options.port());
    }

    private static int requireFree(int port) {
        if (Ports.isFree(port)) {
            return port;
        }
        throw new DevBrokerException("The port 127.0.0.1:" + port + " is in use", null);
    }

    /** A port can be lost between the choice and the start: choose again then. */
    private BrokerNode startNode(IntSupplier wanted) {
        int attempt = 1;
        while (true) {
            int candidate = wanted.getAsInt();
            try {
                return BrokerNode.start(folder, candidate, options);
            } catch (DevBrokerException e) {
                throw e;
            } catch (RuntimeException e) {
                if (!Ports.isBusyPort(e) || attempt++ == ATTEMPTS) {
                    throw new DevBrokerException(
                            "The broker cannot start on the folder " + folder.path() + ": " + e.getMessage(), e);
                }
            }
        }
    }
}
