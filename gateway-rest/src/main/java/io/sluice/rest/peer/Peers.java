package io.sluice.rest.peer;

import io.sluice.engine.http.Problem;
import io.sluice.engine.spi.NewRecord;
import io.sluice.engine.spi.RecordWriter;
import io.sluice.rest.consumer.PartitionReader;
import io.sluice.rest.consumer.PartitionReaders;
import io.sluice.rest.consumer.Start;
import io.sluice.rest.metadata.ClusterAdmin;
import io.sluice.rest.web.Causes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the other gateways that serve the same API, through a compacted topic to which each writes that it is there.
 *
 * <pre>
 *   start --> topic is created unless it is there --> read from its beginning --fails--> again after a second
 *                                                        |  every {@value #BEAT_SECONDS} s: writes its own record
 * </pre>
 *
 * <p>A gateway that was not heard of for {@value #LOST_SECONDS} s is taken for gone; one that stops says so. What is read
 * is applied by the thread of the {@link io.sluice.rest.broker.BrokerLoop}; any thread may ask.
 */
public final class Peers implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Peers.class);
    private static final long BEAT_SECONDS = 5;
    private static final long LOST_SECONDS = 15;
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final int MAX_RECORDS = 500;
    private static final int MAX_BYTES = 1 << 20;
    /** More than anybody runs; keeps whoever may write to the topic from filling the memory. */
    private static final int MAX_PEERS = 1_000;

    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
    private static final Map<String, String> TOPIC_CONFIG = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(Duration.ofDays(1).toMillis()));

    private final String topic;
    private final String id;
    private final PeerRecord self;
    private final ClusterAdmin admin;
    private final PartitionReaders readers;
    private final RecordWriter writer;
    private final Map<String, Peer> peers = new ConcurrentHashMap<>();
    private volatile @Nullable PartitionReader reader;
    private volatile boolean closed;
    private long beatAt = System.nanoTime() - TimeUnit.SECONDS.toNanos(BEAT_SECONDS); // by whoever has the turn

    /**
     * Without knowledge of anybody.
     *
     * @param topic where gateways tell of themselves; has one partition
     * @param id names this gateway
     * @param self what it tells of itself
     */
    Peers(String topic, String id, PeerRecord self, ClusterAdmin admin, PartitionReaders readers, RecordWriter writer) {
        this.topic = topic;
        this.id = id;
        this.self = self;
        this.admin = admin;
        this.readers = readers;
        this.writer = writer;
    }

    /** Starts telling and reading. */
    void start() {
        var newTopic = new NewTopic(topic, Optional.of(1), Optional.empty()).configs(TOPIC_CONFIG);
        CompletionStage<Void> created =
                admin.ask(client -> client.createTopics(List.of(newTopic)).all());
        var unused = created.whenComplete((nothing, failure) -> {
            if (failure != null && !(Causes.of(failure) instanceof TopicExistsException)) {
                LOGGER.atWarn()
                        .addKeyValue("topic", topic)
                        .addKeyValue("error", failure.toString())
                        .log("the topic of instances cannot be created; using it if it is there");
            }
            read();
        });
    }

    private void read() {
        if (closed) {
            return;
        }
        var unused = readers.open(topic, Map.of(0, Start.EARLIEST), IsolationLevel.READ_COMMITTED)
                .whenComplete((opened, failure) -> {
                    if (failure != null) {
                        again(failure);
                        return;
                    }
                    reader = opened;
                    if (closed) {
                        opened.close();
                    } else {
                        turn(opened);
                    }
                });
    }

    private void again(Throwable failure) {
        if (closed) {
            return;
        }
        LOGGER.atWarn()
                .addKeyValue("topic", topic)
                .addKeyValue("error", failure.toString())
                .log("the topic of instances cannot be read; trying again");
        LATER.execute(this::read);
    }

    private void turn(PartitionReader opened) {
        if (closed) {
            return;
        }
        if (System.nanoTime() - beatAt >= TimeUnit.SECONDS.toNanos(BEAT_SECONDS)) {
            beatAt = System.nanoTime();
            tell(self.value());
        }
        var unused = opened.next(TURN, MAX_RECORDS, MAX_BYTES).whenComplete((records, failure) -> {
            if (failure == null) {
                records.forEach(this::apply);
                turn(opened);
            } else {
                opened.close();
                again(failure);
            }
        });
    }

    private void tell(byte @Nullable [] value) {
        var record = new NewRecord(
                topic, 0, null, id.getBytes(StandardCharsets.UTF_8), value, List.of(), new RecordWriter.Outcome() {
                    @Override
                    public void written(int partition, long offset, long timestamp) {}

                    @Override
                    public void failed(Problem problem, @Nullable Throwable cause) {
                        LOGGER.atWarn()
                                .addKeyValue("topic", topic)
                                .addKeyValue("error", cause == null ? problem.detail() : cause.toString())
                                .log("other gateways cannot be told of this one");
                    }
                });
        if (!writer.write(List.of(record), Runnable::run)) {
            LOGGER.atWarn().addKeyValue("topic", topic).log("no room to tell other gateways of this one");
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String name = new String(record.key(), StandardCharsets.UTF_8);
        PeerRecord told = record.value() == null ? null : PeerRecord.of(record.value());
        if (told == null) {
            peers.remove(name);
        } else if (name.equals(id)) {
            if (!told.address().equals(self.address())) {
                LOGGER.atError()
                        .addKeyValue("id", id)
                        .addKeyValue("address", told.address())
                        .log("another gateway has the same options.id; give each its own");
            }
        } else if (told.binding().equals(self.binding()) && (peers.containsKey(name) || peers.size() < MAX_PEERS)) {
            peers.put(name, new Peer(name, told.address(), System.nanoTime()));
        }
    }

    /** The others that were heard of lately, by id. Any thread. */
    Collection<Peer> others() {
        long now = System.nanoTime();
        return peers.values().stream()
                .filter(peer -> now - peer.seenAt() < TimeUnit.SECONDS.toNanos(LOST_SECONDS))
                .sorted(Comparator.comparing(Peer::id))
                .toList();
    }

    /** Says that this gateway goes, and stops reading. */
    @Override
    public void close() {
        closed = true;
        PartitionReader opened = reader;
        if (opened != null) {
            tell(null);
            opened.close();
        }
    }
}
