package io.sluice.kafka.reply;

import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.spi.TopicHealth;
import io.sluice.kafka.read.TopicSink;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replies of one reply topic: those that are there, and those that are awaited.
 *
 * <p>The topic is read from the beginning by every gateway, so that each can answer for requests that another one took,
 * or that it took itself before a restart. Responses lie in a store bounded in bytes; of every other reply the index
 * knows where to read it again. Of several replies with one correlation id the first counts.
 *
 * <p>The {@link io.sluice.kafka.read.ReadLoop}'s thread calls what {@link TopicSink} declares; the rest is for any
 * thread.
 */
public final class Replies implements TopicSink {
    private static final Logger LOGGER = LoggerFactory.getLogger(Replies.class);
    private static final long KEEP_SENT_NANOS = Duration.ofSeconds(60).toNanos();
    private static final int MAX_KEPT = 100_000;
    private static final long SWEEP_NANOS = Duration.ofSeconds(1).toNanos();

    private final String cluster;
    private final String topic;
    private final ReplyMapper mapper;
    private final ReplyStore store;
    private final ReplyFetcher fetcher;
    private final LongConsumer latency;
    private final ReplyIndex index = new ReplyIndex();
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private Availability availability = Availability.PRESENT; // owned by the reply thread
    private boolean complete; // owned by the reply thread
    private final Map<Integer, Long> starts = new HashMap<>(); // owned by the reply thread
    private long nextSweep = System.nanoTime(); // owned by the reply thread
    private volatile int partitions;
    private volatile long lag = TopicHealth.UNKNOWN;
    private volatile boolean draining;
    private volatile @Nullable Problem unavailable = loading();
    private volatile long lastUsed = System.nanoTime();

    /**
     * Replies of a topic, none yet.
     *
     * @param cluster the cluster's name in logs
     * @param topic the reply topic
     * @param correlationIdHeader the record header of the correlation id
     * @param store keeps responses, bounded
     * @param fetcher reads single replies again
     * @param latency told for each awaited reply how many nanoseconds passed since its record was handed in
     */
    Replies(
            String cluster,
            String topic,
            String correlationIdHeader,
            ReplyStore store,
            ReplyFetcher fetcher,
            LongConsumer latency) {
        this.cluster = cluster;
        this.topic = topic;
        this.mapper = new ReplyMapper(correlationIdHeader);
        this.store = store;
        this.fetcher = fetcher;
        this.latency = latency;
    }

    /** The reply topic's name. */
    String topic() {
        return topic;
    }

    /** Notes that a request asks for it. Any thread. */
    void touch() {
        lastUsed = System.nanoTime();
    }

    /** When a request last asked for it, in the terms of {@link System#nanoTime}. */
    long lastUsed() {
        return lastUsed;
    }

    /** Whether no reply is awaited. Any thread. */
    boolean isIdle() {
        return pending.isEmpty();
    }

    /** Why nothing can be answered; null when it can. */
    public @Nullable Problem unavailable() {
        return unavailable;
    }

    /**
     * How the reading of the topic is doing at this moment, roughly. Any thread.
     *
     * @param configured whether the configuration names the topic
     */
    TopicHealth health(boolean configured) {
        return new TopicHealth(
                topic,
                TopicHealth.Use.REPLIES,
                state(unavailable),
                configured,
                partitions,
                index.size(),
                0,
                lag,
                pending.size());
    }

    private static TopicHealth.State state(@Nullable Problem unavailable) {
        if (unavailable == null) {
            return TopicHealth.State.READY;
        }
        return switch (unavailable.type()) {
            case TOPIC_MISSING -> TopicHealth.State.MISSING;
            case TOPIC_FORBIDDEN -> TopicHealth.State.FORBIDDEN;
            default -> TopicHealth.State.LOADING;
        };
    }

    /** Joins those who care for a correlation id. Ask {@link #find} afterwards, so that no reply slips through. */
    public Pending join(String correlationId, Pending.Listener listener) {
        Pending joined = pending.compute(correlationId, (id, known) -> {
            Pending entry = known == null ? new Pending() : known;
            entry.add(listener);
            return entry;
        });
        return Objects.requireNonNull(joined);
    }

    /** Leaves them again; harmless when repeated. */
    public void leave(String correlationId, Pending.Listener listener) {
        pending.computeIfPresent(correlationId, (id, known) -> {
            known.remove(listener);
            return known.isIdle(System.nanoTime(), keepNanos()) ? null : known;
        });
    }

    /** Ends the wait for a correlation id whose record was not accepted. */
    public void failed(String correlationId, Problem problem) {
        Pending gone = pending.remove(correlationId);
        if (gone != null) {
            gone.failed(problem);
        }
    }

    /**
     * Looks for a reply.
     *
     * @param then gets the reply or null; called by this thread, or by another if the reply has to be read again. If that
     *     fails, it gets a problem for a reply: nobody may take it for a request that has not been answered
     */
    public void find(String correlationId, Consumer<@Nullable Reply> then) {
        ReplyIndex.Place place = index.find(correlationId); // knows every reply, so a new request stops here
        if (place == null) {
            then.accept(null);
            return;
        }
        Reply kept = store.find(topic, correlationId);
        if (kept != null) {
            then.accept(kept);
            return;
        }
        fetcher.fetch(new TopicPartition(topic, place.partition()), place.offset(), new ReplyFetcher.Result() {
            @Override
            public void read(@Nullable ConsumerRecord<byte[], byte[]> record) {
                if (record == null || !correlationId.equals(mapper.correlationId(record))) {
                    then.accept(null);
                    return;
                }
                Reply reply = mapper.map(record);
                store.put(topic, correlationId, reply);
                then.accept(reply);
            }

            @Override
            public void failed() {
                then.accept(new Reply(null, unreadable(), 0));
            }
        });
    }

    /** Tells all who wait, soon and from then on at every turn, that preferred waits are over. Any thread. */
    void drain() {
        draining = true;
    }

    private static Problem unreadable() {
        return Problem.of(ProblemType.KAFKA_UNAVAILABLE, "The reply is there but cannot be read at the moment.");
    }

    @Override
    public void replaced(Uuid id) {
        // correlation ids do not depend on offsets
    }

    @Override
    public void begin(int count) {
        partitions = count;
        complete = false;
        settle();
        index.clear();
        starts.clear();
        store.clear(topic);
    }

    @Override
    public boolean extend(int count) {
        partitions = count; // an index holds any partition
        return true;
    }

    @Override
    public void apply(ConsumerRecord<byte[], byte[]> record) {
        String correlationId = mapper.correlationId(record);
        if (correlationId == null || !index.put(correlationId, record.partition(), record.offset())) {
            return;
        }
        Reply reply = mapper.map(record);
        if (reply.problem() != null) {
            LOGGER.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("reply has an invalid :status and is answered with 502");
        }
        store.put(topic, correlationId, reply);
        Pending awaited = pending.remove(correlationId);
        if (awaited != null) {
            long age = awaited.age();
            if (age >= 0) {
                latency.accept(age);
            }
            awaited.replied(reply);
        }
    }

    @Override
    public void trim(int partition, long startOffset) {
        if (starts.getOrDefault(partition, 0L) < startOffset) {
            starts.put(partition, startOffset);
            index.trim(partition, startOffset);
        }
    }

    @Override
    public void advance(int partition, long nextOffset) {
        // replies are visible one by one
    }

    @Override
    public void publish() {
        // replies are visible one by one
    }

    @Override
    public void complete() {
        complete = true;
        settle();
        LOGGER.atInfo()
                .addKeyValue("exit", cluster)
                .addKeyValue("topic", topic)
                .addKeyValue("records", index.size())
                .log("reply topic is ready");
    }

    @Override
    public void available(Availability now) {
        availability = now;
        settle();
    }

    @Override
    public void lag(long records) {
        lag = records;
    }

    private void settle() {
        unavailable = switch (availability) {
            case MISSING -> Problem.of(ProblemType.TOPIC_MISSING, "The topic that replies arrive on does not exist.");
            case FORBIDDEN ->
                Problem.of(ProblemType.TOPIC_FORBIDDEN, "The gateway may not read the topic that replies arrive on.");
            case PRESENT -> complete ? null : loading();
        };
    }

    /** How long a sent request that nobody waits for is remembered, so that a retry does not write it again. */
    private long keepNanos() {
        return pending.size() < MAX_KEPT ? KEEP_SENT_NANOS : 0;
    }

    private static Problem loading() {
        return Problem.of(ProblemType.NOT_READY, "The gateway is still reading the replies of earlier requests.");
    }

    @Override
    public void turn() {
        if (draining) {
            pending.values().forEach(Pending::waitIsOver);
        }
        long now = System.nanoTime();
        if (now - nextSweep < 0) {
            return;
        }
        nextSweep = now + SWEEP_NANOS;
        long keep = keepNanos();
        for (String id : pending.keySet()) {
            pending.computeIfPresent(id, (key, known) -> known.isIdle(now, keep) ? null : known);
        }
    }
}
