package io.sluice.kafka.produce;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.http.Problem;
import io.sluice.engine.spi.Delivery;
import io.sluice.kafka.cluster.TopicCatalog;
import io.sluice.kafka.cluster.TopicStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only caller of {@code KafkaProducer.send}, which can block.
 *
 * <p>Requests leave their records here and go on; one thread hands them to a producer for each kind of {@code acks}.
 * What is queued, handed over and not yet acknowledged is bounded in bytes ({@code options.limits.queue}), and the
 * producers' buffers are larger than that, so that {@code send} waits for nothing but metadata. That it asks for only
 * when the catalog says the topic is there: a missing topic's records are refused at once, those of an unknown one stand
 * aside, and other topics' go on.
 */
public final class SendLoop implements Senders, RecordSender, Sending.Owner, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SendLoop.class);
    private static final long TURN_MILLIS = 200;
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(TURN_MILLIS);
    private static final long STALL_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int MAX_WATCHED = 1_000;
    private static final Duration MAX_FLUSH = Duration.ofSeconds(10);

    private final String cluster;
    private final TopicCatalog catalog;
    private final Function<Delivery, Producer<byte[], byte[]>> factory;
    private final Acknowledged acknowledged;
    private final QueueRoom room;
    private final Thread thread;
    private final Mailbox<Runnable> tasks = new Mailbox<>();
    private final Runnable wake = tasks::wake;
    private final LogLimit logLimit = new LogLimit(Duration.ofSeconds(10));
    private volatile boolean closed;

    // owned by the thread
    private final Map<String, List<Set<Delivery>>> named = new HashMap<>(); // one entry for each configuration
    private final Map<Delivery, Producer<byte[], byte[]>> producers = new EnumMap<>(Delivery.class);
    private final Map<String, Queue<Outgoing>> aside = new HashMap<>();
    private final Map<String, Long> stalledUntil = new HashMap<>();
    private final Map<String, Boolean> watched = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Creates a loop that does not run yet.
     *
     * @param cluster the cluster's name, in the thread's name and in logs
     * @param catalog says which topics are there
     * @param factory makes the producer for a kind of delivery; called by the loop's thread
     * @param acknowledged told of every acknowledged record
     * @param room of all records that are not acknowledged yet
     */
    public SendLoop(
            String cluster,
            TopicCatalog catalog,
            Function<Delivery, Producer<byte[], byte[]>> factory,
            Acknowledged acknowledged,
            QueueRoom room) {
        this.cluster = cluster;
        this.catalog = catalog;
        this.factory = factory;
        this.acknowledged = acknowledged;
        this.room = room;
        this.thread = new Thread(this::run, "send-" + cluster);
        thread.setDaemon(true);
        catalog.onTopic((topic, status) -> tasks.put(() -> changed(topic, status)));
        catalog.onOutage(() -> tasks.put(this::outage));
    }

    /** Whoever sends a request, this loop writes its record in the gateway's name. */
    @Override
    public RecordSender of(Identity identity) {
        return this;
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Keeps an eye on a topic that a configuration names, with its kinds of delivery, until {@link #forget}. Any thread. */
    public void name(String topic, Set<Delivery> acks) {
        Set<Delivery> kinds = Set.copyOf(acks);
        catalog.watch(topic);
        tasks.put(() -> {
            named.computeIfAbsent(topic, key -> new ArrayList<>()).add(kinds);
            if (catalog.status(topic).isPresent()) {
                kinds.forEach(kind -> warmUp(topic, kind));
            }
        });
    }

    /** Takes one {@link #name} of a topic back. Any thread. */
    public void forget(String topic) {
        tasks.put(() -> {
            List<Set<Delivery>> kinds = named.getOrDefault(topic, List.of());
            if (kinds.size() > 1) {
                kinds.remove(0);
            } else {
                named.remove(topic);
                refuseAside(topic, KafkaProblems.unavailable());
            }
            catalog.unwatch(topic);
        });
    }

    /** Takes a record; if nothing runs the end of the turn, the record is found within {@value #TURN_MILLIS} ms. */
    @Override
    public boolean offer(Outgoing outgoing, Consumer<Runnable> turnEnd) {
        if (closed || !room.take(outgoing.weight())) {
            return false;
        }
        tasks.leave(() -> route(outgoing, watch(outgoing.topic())));
        turnEnd.accept(wake);
        return true;
    }

    /**
     * Takes records of one topic that are written in their order, or none of them when there is no room for all. As {@link
     * #offer}.
     */
    boolean offerAll(List<Outgoing> records, Consumer<Runnable> turnEnd) {
        long weight = 0;
        for (Outgoing outgoing : records) {
            weight += outgoing.weight();
        }
        if (closed || !room.take(weight)) {
            return false;
        }
        tasks.leave(() -> routeAll(records));
        turnEnd.accept(wake);
        return true;
    }

    private void run() {
        while (!closed || !tasks.isEmpty()) {
            try {
                Runnable task = tasks.take(TURN_NANOS);
                if (task == null) {
                    sweep();
                } else {
                    task.run();
                }
            } catch (RuntimeException | Error e) {
                LOGGER.atError().addKeyValue("exit", cluster).setCause(e).log("sending failed; going on");
            }
        }
        outage();
        producers.values().forEach(producer -> producer.close(MAX_FLUSH));
    }

    /** One look at the topic for all: one that comes or goes between two records must not part them. */
    private void routeAll(Collection<Outgoing> ofOneTopic) {
        TopicStatus status = null;
        for (Outgoing outgoing : ofOneTopic) {
            if (status == null) {
                status = watch(outgoing.topic());
            }
            route(outgoing, status);
        }
    }

    private void route(Outgoing outgoing, TopicStatus status) {
        if (outgoing.isWithdrawn()) {
            release(outgoing);
        } else if (!catalog.isReachable()) {
            refuse(outgoing, KafkaProblems.unavailable());
        } else {
            String topic = outgoing.topic();
            Queue<Outgoing> waiting = aside.get(topic);
            if (waiting != null) {
                waiting.add(outgoing); // behind those that came before; the news of the topic is on its way
                return;
            }
            switch (status.condition()) {
                case PRESENT -> send(outgoing, status.partitions());
                case MISSING -> {
                    catalog.refresh();
                    refuse(outgoing, KafkaProblems.topicMissing());
                }
                case FORBIDDEN -> refuse(outgoing, KafkaProblems.topicForbidden());
                case UNKNOWN -> {
                    Queue<Outgoing> first = new ArrayDeque<>();
                    first.add(outgoing);
                    aside.put(topic, first);
                }
            }
        }
    }

    /** The topic's status; a topic that only requests name is asked for from now on, instead of another one if need be. */
    private TopicStatus watch(String topic) {
        if (!named.containsKey(topic) && watched.put(topic, true) == null) {
            catalog.watch(topic);
            if (watched.size() > MAX_WATCHED) {
                String eldest = watched.keySet().iterator().next();
                watched.remove(eldest);
                catalog.unwatch(eldest);
                refuseAside(eldest, KafkaProblems.unavailable());
            }
        }
        return catalog.status(topic);
    }

    private void changed(String topic, TopicStatus status) {
        stalledUntil.remove(topic);
        if (status.isPresent()) {
            named.getOrDefault(topic, List.of()).stream()
                    .flatMap(Set::stream)
                    .distinct()
                    .forEach(acks -> warmUp(topic, acks));
        }
        Queue<Outgoing> waiting = aside.remove(topic);
        if (waiting != null) {
            routeAll(waiting);
        }
    }

    /** Makes a producer ask for a topic's metadata before the first request needs it. */
    private void warmUp(String topic, Delivery acks) {
        try {
            var unused = producer(acks).partitionsFor(topic);
        } catch (KafkaException e) {
            LOGGER.atDebug().addKeyValue("topic", topic).setCause(e).log("no metadata yet");
        }
    }

    private void send(Outgoing outgoing, int partitions) {
        Long stalled = stalledUntil.get(outgoing.topic());
        if (stalled != null && System.nanoTime() - stalled < 0) {
            refuse(outgoing, KafkaProblems.unavailable());
            return;
        }
        Integer wanted = outgoing.record().partition();
        if (wanted != null && wanted >= partitions) {
            release(outgoing);
            missing(outgoing, wanted, partitions);
            return;
        }
        int bytes = outgoing.batchBytes();
        int limit = catalog.maxBatchBytes(outgoing.topic());
        if (bytes > limit) {
            release(outgoing);
            tooLarge(outgoing, bytes, limit);
            return;
        }
        if (!outgoing.take()) {
            release(outgoing);
            return;
        }
        var sending = new Sending(outgoing, this, acknowledged);
        try {
            var unused = producer(outgoing.acks()).send(outgoing.record(partitions), sending);
            sending.handedOver();
        } catch (KafkaException e) {
            // not an error of the record but of the producer, which is of no use any more
            Producer<byte[], byte[]> broken = producers.remove(outgoing.acks());
            if (broken != null) {
                broken.close(Duration.ZERO);
            }
            sending.onCompletion(null, e);
        }
    }

    /** A producer would wait for the partition to appear, and everybody's records with it. */
    private void missing(Outgoing outgoing, int wanted, int partitions) {
        catalog.refresh();
        if (outgoing.take()) {
            outgoing.outcome()
                    .failed(
                            KafkaProblems.partitionMissing(),
                            new UnknownTopicOrPartitionException("Partition " + wanted + " of topic "
                                    + outgoing.topic() + " with partition count " + partitions
                                    + " is not present in metadata."));
        }
    }

    private static void tooLarge(Outgoing outgoing, int bytes, int limit) {
        if (outgoing.take()) {
            outgoing.outcome()
                    .failed(
                            KafkaProblems.tooLarge(),
                            new RecordTooLargeException("The message is " + bytes
                                    + " bytes when serialized which is larger than " + limit
                                    + ", which is the value of the topic's max.message.bytes configuration."));
        }
    }

    private Producer<byte[], byte[]> producer(Delivery acks) {
        return producers.computeIfAbsent(acks, factory);
    }

    /** Drops what nobody waits for any more. */
    private void sweep() {
        aside.values()
                .forEach(waiting -> waiting.removeIf(outgoing -> {
                    if (outgoing.isWithdrawn()) {
                        release(outgoing);
                        return true;
                    }
                    return false;
                }));
    }

    private void outage() {
        for (String topic : Set.copyOf(aside.keySet())) {
            refuseAside(topic, KafkaProblems.unavailable());
        }
    }

    private void refuseAside(String topic, Problem problem) {
        Queue<Outgoing> waiting = aside.remove(topic);
        if (waiting != null) {
            waiting.forEach(outgoing -> refuse(outgoing, problem));
        }
    }

    private void refuse(Outgoing outgoing, Problem problem) {
        release(outgoing);
        outgoing.refuse(problem);
    }

    private void release(Outgoing outgoing) {
        room.release(outgoing.weight());
    }

    /** Takes nothing more, hands over what was taken, and waits up to fifteen seconds for its acknowledgement. */
    @Override
    public void close() {
        closed = true;
        if (!thread.isAlive()) {
            return;
        }
        try {
            thread.join(MAX_FLUSH.plusSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void ended(Outgoing outgoing) {
        release(outgoing);
    }

    @Override
    public Problem failed(Outgoing outgoing, Exception failure, boolean unsent) {
        if (failure instanceof TimeoutException && unsent) {
            stalledUntil.put(outgoing.topic(), System.nanoTime() + STALL_NANOS);
        }
        catalog.refresh();
        log(outgoing, failure);
        return unsent ? KafkaProblems.beforeSending(failure) : KafkaProblems.afterSending(failure);
    }

    /** One line for a cause and a topic every ten seconds says as much as one for every record. */
    private void log(Outgoing outgoing, Exception failure) {
        if (logLimit.allows(outgoing.topic() + ' ' + failure.getClass().getName())) {
            var level = failure instanceof AuthorizationException ? LOGGER.atError() : LOGGER.atWarn();
            level.addKeyValue("exit", cluster)
                    .addKeyValue("topic", outgoing.topic())
                    .addKeyValue("error", failure.toString())
                    .log("record was not delivered; more of the same in the next ten seconds are not logged");
        }
    }
}
