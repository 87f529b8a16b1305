package io.sluice.kafka.reply;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads single replies again that the store had no room for.
 *
 * <p>One thread with a consumer of its own, both made by the first request: most gateways never need them. The queue is
 * bounded, and no request stays in it for longer than {@value #MAX_FETCH_SECONDS} seconds.
 */
public final class ReplyFetcher implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReplyFetcher.class);
    private static final int MAX_QUEUED = 1_000;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MAX_FETCH_SECONDS = 5;
    private static final long MAX_FETCH_NANOS =
            Duration.ofSeconds(MAX_FETCH_SECONDS).toNanos();

    private final String name;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final BlockingQueue<Request> requests = new ArrayBlockingQueue<>(MAX_QUEUED);
    private @Nullable Thread thread; // guarded by this
    private volatile boolean closed;

    /** What became of a request. Told once, by any thread; must hand over and return. */
    interface Result {
        /** The record; null if it is gone from the topic. */
        void read(@Nullable ConsumerRecord<byte[], byte[]> record);

        /** Nobody knows: Kafka did not answer in time, or too many records are asked for. */
        void failed();
    }

    private record Request(TopicPartition partition, long offset, Result result, long deadline) {}

    /**
     * Creates a fetcher without thread and consumer.
     *
     * @param name the thread's name
     * @param consumers makes the consumer: without group, committed records only
     */
    public ReplyFetcher(String name, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.name = name;
        this.consumers = consumers;
    }

    /** Reads a record. Any thread. */
    void fetch(TopicPartition partition, long offset, Result result) {
        var request = new Request(partition, offset, result, System.nanoTime() + MAX_FETCH_NANOS);
        if (closed || !requests.offer(request)) {
            result.failed();
            return;
        }
        start();
    }

    private synchronized void start() {
        if (thread == null && !closed) {
            thread = new Thread(this::run, name);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            while (!closed) {
                Request request = requests.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
                if (request != null) {
                    read(consumer, request);
                }
            }
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            LOGGER.atWarn().addKeyValue("error", e.toString()).log("replies cannot be read again");
        } finally {
            ended();
        }
    }

    /** The next request starts a new thread, unless the fetcher is closed. */
    private void ended() {
        synchronized (this) {
            thread = null;
        }
        for (Request request = requests.poll(); request != null; request = requests.poll()) {
            request.result().failed();
        }
    }

    private static void read(Consumer<byte[], byte[]> consumer, Request request) {
        ConsumerRecord<byte[], byte[]> record;
        try {
            record = poll(consumer, request);
        } catch (OffsetOutOfRangeException e) {
            request.result().read(null);
            return;
        } catch (KafkaException e) {
            LOGGER.atWarn()
                    .addKeyValue("topic", request.partition().topic())
                    .addKeyValue("partition", request.partition().partition())
                    .addKeyValue("offset", request.offset())
                    .addKeyValue("error", e.toString())
                    .log("reply cannot be read again");
            record = null;
        }
        if (record == null) {
            request.result().failed();
        } else {
            request.result().read(record.offset() == request.offset() ? record : null);
        }
    }

    /** The first record at or after the offset; null when it does not come in time. */
    private static @Nullable ConsumerRecord<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer, Request request) {
        consumer.assign(List.of(request.partition()));
        consumer.seek(request.partition(), request.offset());
        while (System.nanoTime() - request.deadline() < 0) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                return record;
            }
        }
        return null;
    }

    @Override
    public void close() {
        closed = true;
    }
}
