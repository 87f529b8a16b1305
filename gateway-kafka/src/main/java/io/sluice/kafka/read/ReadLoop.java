package io.sluice.kafka.read;

import io.sluice.engine.spi.TopicHealth;
import io.sluice.kafka.cluster.TopicCatalog;
import io.sluice.kafka.cluster.TopicStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads whole topics from their beginning, committed records only and without a consumer group, and keeps reading.
 *
 * <p><b>Thread.</b> One thread of its own; it alone touches the consumer and calls the sinks. Other threads reach it
 * through the command queue, which a {@code wakeup} follows.
 *
 * <p><b>A topic's life.</b> The catalog says which topics are there.
 *
 * <pre>
 *   waiting --present--> locating (start and end offsets) --answer--> reading --ends passed--> complete
 *      ^                                                   |  ^
 *      +-- missing, forbidden (sink keeps what it has) ----+  +-- new id, truncated: begin again
 * </pre>
 */
public final class ReadLoop implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReadLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long TRIM_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LAG_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long FORBIDDEN_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long BACK_OFF_MILLIS = 500;

    private final String cluster;
    private final TopicCatalog catalog;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Thread thread;
    private final Runnable unsubscribe;
    private final BlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
    private final Map<String, TopicReading> readings = new HashMap<>(); // owned by the thread
    private @Nullable Consumer<byte[], byte[]> consumer; // owned by the thread
    private long nextTrim = System.nanoTime(); // owned by the thread
    private long nextLag = System.nanoTime(); // owned by the thread
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean closed;
    private volatile @Nullable Consumer<byte[], byte[]> waking; // for wakeup only

    /**
     * Creates a loop that does not run yet.
     *
     * @param name the thread's name, such as {@code view-kafka_client}
     * @param cluster the cluster's name in logs
     * @param catalog says which topics are there
     * @param consumers makes the consumer, without group and offset reset policy; called and closed by the thread
     */
    public ReadLoop(String name, String cluster, TopicCatalog catalog, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.cluster = cluster;
        this.catalog = catalog;
        this.consumers = consumers;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        unsubscribe = catalog.onTopic((topic, status) -> submit(() -> changed(topic, status)));
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Reads a topic into a sink from now on. Any thread. */
    public void read(String topic, TopicSink sink) {
        submit(() -> {
            readings.put(topic, new TopicReading(topic, sink));
            changed(topic, catalog.status(topic));
        });
        catalog.watch(topic);
    }

    /** Stops reading a topic; its sink has one last turn. Any thread. */
    public void stop(String topic) {
        catalog.unwatch(topic);
        submit(() -> {
            TopicReading gone = readings.remove(topic);
            assign();
            if (gone != null) {
                gone.sink().turn();
            }
        });
    }

    private void submit(Runnable command) {
        commands.add(command);
        wakeup();
    }

    private void wakeup() {
        Consumer<byte[], byte[]> polling = waking;
        if (polling != null) {
            polling.wakeup();
        }
    }

    private void run() {
        while (!closed) {
            try (Consumer<byte[], byte[]> made = consumers.get()) {
                consumer = made;
                waking = made;
                loop();
                waking = null;
                made.close(CloseOptions.timeout(Duration.ofSeconds(2)));
            } catch (KafkaException e) {
                backOff(e); // no server's name can be resolved yet
            }
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        return Objects.requireNonNull(consumer, "the loop is not running");
    }

    private void loop() {
        while (!closed) {
            try {
                runCommands();
                poll();
                trim();
                tellLag();
                turn();
            } catch (WakeupException | InterruptException e) {
                // a command waits, or the loop is closing: both are looked at next
            } catch (OffsetOutOfRangeException e) {
                restart(e);
            } catch (TopicAuthorizationException e) {
                forbidden(e.unauthorizedTopics());
            } catch (KafkaException e) {
                backOff(e);
            } catch (RuntimeException | Error e) {
                LOGGER.atError().addKeyValue("exit", cluster).setCause(e).log("reading failed; going on");
                backOff(e);
            }
        }
    }

    private void runCommands() {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
    }

    private void poll() {
        if (consumer().assignment().isEmpty()) {
            awaitCommand(POLL.toMillis());
            return;
        }
        ConsumerRecords<byte[], byte[]> records = consumer().poll(POLL);
        if (records.nextOffsets().isEmpty()) {
            return;
        }
        List<TopicReading> touched = new ArrayList<>();
        for (TopicPartition partition : records.nextOffsets().keySet()) {
            TopicReading reading = readings.get(partition.topic());
            if (reading == null) {
                continue;
            }
            if (apply(reading, records.records(partition))) {
                reading.advance(
                        partition.partition(),
                        records.nextOffsets().get(partition).offset());
                if (!touched.contains(reading)) {
                    touched.add(reading);
                }
            }
        }
        touched.forEach(TopicReading::publish);
    }

    /** False if the sink failed, which then is no longer what the topic says: it is read again from the beginning. */
    private boolean apply(TopicReading reading, List<ConsumerRecord<byte[], byte[]>> records) {
        if (!reading.isLocated()) {
            return false; // it failed at another partition of the same poll
        }
        try {
            records.forEach(reading.sink()::apply);
            return true;
        } catch (RuntimeException | Error e) {
            LOGGER.atError()
                    .addKeyValue("exit", cluster)
                    .addKeyValue("topic", reading.topic())
                    .setCause(e)
                    .log("records could not be taken in; reading the topic again from the beginning");
            reading.begin(reading.id(), reading.partitions());
            reading.locateLater(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BACK_OFF_MILLIS));
            assign();
            return false;
        }
    }

    private void awaitCommand(long millis) {
        try {
            Runnable command = commands.poll(millis, TimeUnit.MILLISECONDS);
            if (command != null) {
                command.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /** The catalog has news of a topic. */
    private void changed(String topic, TopicStatus status) {
        TopicReading reading = readings.get(topic);
        if (reading == null) {
            return;
        }
        switch (status.condition()) {
            case UNKNOWN -> {}
            case MISSING -> suspend(reading, TopicSink.Availability.MISSING);
            case FORBIDDEN -> suspend(reading, TopicSink.Availability.FORBIDDEN);
            case PRESENT -> present(reading, status);
        }
    }

    private void suspend(TopicReading reading, TopicSink.Availability availability) {
        reading.suspend();
        reading.sink().available(availability);
        assign();
    }

    private void present(TopicReading reading, TopicStatus status) {
        boolean resumed = !reading.isRunning();
        boolean same = reading.id().equals(status.id());
        boolean more = status.partitions() > reading.partitions();
        reading.sink().available(TopicSink.Availability.PRESENT);
        if (!same || (more && !reading.sink().extend(status.partitions()))) {
            begin(reading, status);
        } else if (resumed || more) {
            reading.resume(status.partitions());
            assign();
        }
    }

    /** Forgets what was read; reading starts when it is known where the topic starts and ends. */
    private void begin(TopicReading reading, TopicStatus status) {
        reading.begin(status.id(), status.partitions());
        assign();
        locate(reading);
    }

    /** Asks where a topic starts and ends. */
    private void locate(TopicReading reading) {
        int attempt = reading.locating();
        Admin admin = catalog.admin();
        var committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        CompletionStage<Map<TopicPartition, ListOffsetsResultInfo>> starts =
                admin.listOffsets(reading.specs(OffsetSpec.earliest())).all().toCompletionStage();
        CompletionStage<Map<TopicPartition, ListOffsetsResultInfo>> ends = admin.listOffsets(
                        reading.specs(OffsetSpec.latest()), committed)
                .all()
                .toCompletionStage();
        var unused = starts.thenCombine(ends, Bounds::new)
                .whenComplete((bounds, failure) -> submit(() -> located(reading, attempt, bounds, failure)));
    }

    /** Where a topic's partitions start and end. */
    private record Bounds(
            Map<TopicPartition, ListOffsetsResultInfo> starts, Map<TopicPartition, ListOffsetsResultInfo> ends) {}

    private void located(TopicReading reading, int attempt, @Nullable Bounds bounds, @Nullable Throwable failure) {
        if (attempt != reading.attempt() || readings.get(reading.topic()) != reading) {
            return;
        }
        if (bounds == null) {
            LOGGER.atDebug()
                    .addKeyValue("topic", reading.topic())
                    .addKeyValue("error", String.valueOf(failure))
                    .log("no offsets yet");
            reading.locateLater(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BACK_OFF_MILLIS));
            return;
        }
        reading.located(bounds.starts(), bounds.ends());
        assign();
    }

    /** Assigns what is read, and moves partitions that are new to where reading starts. */
    private void assign() {
        List<TopicPartition> partitions = new ArrayList<>();
        readings.values().forEach(reading -> partitions.addAll(reading.assignment()));
        consumer().assign(partitions);
        for (TopicReading reading : readings.values()) {
            reading.takeUnstarted().forEach(partition -> consumer().seek(partition, reading.next(partition)));
        }
    }

    /** The cluster shows the topic but does not let it be read: left alone, and tried again from time to time. */
    private void forbidden(Set<String> topics) {
        for (String topic : topics) {
            TopicReading reading = readings.get(topic);
            if (reading == null) {
                continue;
            }
            if (!reading.isForbidden()) {
                LOGGER.atError()
                        .addKeyValue("exit", cluster)
                        .addKeyValue("topic", topic)
                        .log("not authorized to read the topic; requests that need it get 502 until the ACLs allow it");
            }
            reading.forbid(System.nanoTime());
            suspend(reading, TopicSink.Availability.FORBIDDEN);
        }
    }

    /** Reads a forbidden topic again; if that goes well for a while, it is not forbidden any more. */
    private void retryForbidden(TopicReading reading) {
        long waited = System.nanoTime() - reading.forbiddenAt();
        if (!reading.isRunning()
                && waited >= FORBIDDEN_PAUSE_NANOS
                && catalog.status(reading.topic()).isPresent()) {
            reading.resume(reading.partitions());
            assign();
        } else if (reading.isRunning() && waited >= 2 * FORBIDDEN_PAUSE_NANOS) {
            reading.permit();
            reading.sink().available(TopicSink.Availability.PRESENT);
            LOGGER.atInfo()
                    .addKeyValue("exit", cluster)
                    .addKeyValue("topic", reading.topic())
                    .log("authorized to read the topic again");
        }
    }

    /** Tells the sinks, once in a second, how far they are behind; the consumer knows that without asking anybody. */
    private void tellLag() {
        if (System.nanoTime() - nextLag < 0) {
            return;
        }
        nextLag = System.nanoTime() + LAG_INTERVAL_NANOS;
        readings.values().forEach(reading -> reading.sink().lag(lag(reading)));
    }

    private long lag(TopicReading reading) {
        List<TopicPartition> partitions = reading.assignment();
        long sum = 0;
        for (TopicPartition partition : partitions) {
            OptionalLong behind = consumer().currentLag(partition);
            if (behind.isEmpty()) {
                return TopicHealth.UNKNOWN;
            }
            sum += behind.getAsLong();
        }
        return partitions.isEmpty() ? TopicHealth.UNKNOWN : sum;
    }

    /** What each turn does for every topic beside its records. */
    private void turn() {
        for (TopicReading reading : readings.values()) {
            if (reading.isForbidden()) {
                retryForbidden(reading);
            }
            if (reading.mustLocate(System.nanoTime())) {
                locate(reading);
            }
            if (reading.isIncomplete()) {
                // a topic may end in transaction markers, which are passed without a record
                reading.assignment()
                        .forEach(p -> reading.advance(p.partition(), consumer().position(p)));
                reading.publish();
            }
            reading.sink().turn();
        }
    }

    /** What was to be read next is not there: the log was truncated, or removed faster than it was read. */
    private void restart(OffsetOutOfRangeException e) {
        for (TopicPartition partition : e.partitions()) {
            TopicReading reading = readings.get(partition.topic());
            if (reading != null) {
                LOGGER.atWarn()
                        .addKeyValue("exit", cluster)
                        .addKeyValue("topic", partition.topic())
                        .addKeyValue("partition", partition.partition())
                        .log("offsets are gone from the topic; reading it again from the beginning");
                // what was truncated, or deleted with the topic, may be followed by others at the same offsets
                reading.sink().replaced(Uuid.randomUuid());
                begin(reading, TopicStatus.present(reading.id(), reading.partitions()));
            }
        }
    }

    /** Asks from time to time which records retention has removed. */
    private void trim() {
        if (System.nanoTime() - nextTrim < 0) {
            return;
        }
        nextTrim = System.nanoTime() + TRIM_INTERVAL_NANOS;
        for (TopicReading reading : readings.values()) {
            int attempt = reading.attempt();
            if (!reading.assignment().isEmpty()) {
                var unused = catalog.admin()
                        .listOffsets(reading.specs(OffsetSpec.earliest()))
                        .all()
                        .whenComplete((starts, failure) -> {
                            if (failure == null) {
                                submit(() -> trim(reading, attempt, starts));
                            }
                        });
            }
        }
    }

    private static void trim(TopicReading reading, int attempt, Map<TopicPartition, ListOffsetsResultInfo> starts) {
        if (attempt != reading.attempt()) {
            return;
        }
        starts.forEach((partition, start) -> reading.sink().trim(partition.partition(), start.offset()));
        reading.sink().publish();
    }

    private void backOff(Throwable failure) {
        if (!closed) {
            LOGGER.atWarn()
                    .addKeyValue("exit", cluster)
                    .addKeyValue("error", failure.toString())
                    .log("reading is interrupted; trying again");
            catalog.refresh();
            pause();
        }
    }

    /** Waits without running commands: they may fail as well, and that is for the loop to handle. */
    private void pause() {
        try {
            if (closing.await(BACK_OFF_MILLIS, TimeUnit.MILLISECONDS)) {
                closed = true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /** Stops the thread, which first does what it was asked for and then closes the consumer. Any thread; does not wait. */
    void end() {
        unsubscribe.run();
        submit(() -> closed = true);
        closing.countDown();
    }

    /** Stops the thread and closes the consumer; waits for both up to five seconds. */
    @Override
    public void close() {
        unsubscribe.run();
        closed = true;
        closing.countDown();
        wakeup();
        if (!thread.isAlive()) {
            return;
        }
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
