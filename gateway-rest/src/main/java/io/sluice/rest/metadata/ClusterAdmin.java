package io.sluice.rest.metadata;

import static java.util.Objects.requireNonNull;

import io.sluice.rest.web.RestException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin client of a proxy. Making one looks up the names of brokers, which may take long and fail; a thread
 * {@code admin-<exit>} does that until it has succeeded, and ends.
 */
public final class ClusterAdmin implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ClusterAdmin.class);
    private static final long RETRY_MILLIS = 1_000;
    private static final Duration MAX_CLOSING = Duration.ofSeconds(2);

    private final String exit;
    private final Supplier<Admin> factory;
    private final Thread opener;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Admin admin;

    /**
     * Without a client yet.
     *
     * @param exit the cluster's name, in the thread's name and in logs
     * @param factory makes the client; called by the thread until it succeeds
     */
    public ClusterAdmin(String exit, Supplier<Admin> factory) {
        this.exit = exit;
        this.factory = factory;
        this.opener = new Thread(this::open, "admin-" + exit);
        opener.setDaemon(true);
    }

    /** Starts making the client. */
    public void start() {
        opener.start();
    }

    private void open() {
        try {
            while (closing.getCount() > 0 && admin == null) {
                try {
                    Admin made = factory.get();
                    admin = made;
                    if (closing.getCount() == 0) {
                        made.close(Duration.ZERO);
                    }
                } catch (KafkaException e) {
                    LOGGER.atWarn()
                            .addKeyValue("exit", exit)
                            .addKeyValue("error", e.toString())
                            .log("no admin client; trying again every second");
                    if (closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The client, whose calls return at once. Any thread.
     *
     * @throws RestException 503 as long as there is none
     */
    public Admin client() {
        Admin known = admin;
        if (known == null) {
            throw new RestException(503, 50302, "Kafka cannot be reached; no broker's address is known yet.");
        }
        return known;
    }

    /** A topic with its partitions; fails with {@code UnknownTopicOrPartitionException} when it is not there. Any thread. */
    public CompletionStage<TopicDescription> topic(String name) {
        return requireNonNull(
                        client().describeTopics(List.of(name)).topicNameValues().get(name))
                .toCompletionStage();
    }

    /** The configuration of a topic, defaults included. Any thread. */
    public CompletionStage<Config> topicConfig(String name) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        return requireNonNull(
                        client().describeConfigs(List.of(resource)).values().get(resource))
                .toCompletionStage();
    }

    /** An offset of a partition. Any thread. */
    public CompletionStage<Long> offset(TopicPartition partition, OffsetSpec spec) {
        return client().listOffsets(Map.of(partition, spec))
                .partitionResult(partition)
                .toCompletionStage()
                .thenApply(ListOffsetsResult.ListOffsetsResultInfo::offset);
    }

    @Override
    public void close() {
        closing.countDown();
        if (opener.isAlive()) {
            try {
                opener.join(MAX_CLOSING.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        Admin known = admin;
        if (known != null) {
            known.close(MAX_CLOSING);
        }
    }
}
