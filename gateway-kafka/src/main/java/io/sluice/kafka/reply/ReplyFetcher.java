package io.sluice.kafka.reply;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads single replies again that the store had no room for.
 *
 * <p>One thread with a consumer of its own, both made by the first request: most gateways never need them. The queue is
 * bounded; what does not fit is answered as if the reply were not there yet.
 */
public final class ReplyFetcher implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReplyFetcher.class);
    private static final int MAX_QUEUED = 1_000;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long MAX_FETCH_NANOS = Duration.ofSeconds(5).toNanos();

    private final String name;
    private final Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers;
    private final BlockingQueue<Request> requests = new ArrayBlockingQueue<>(MAX_QUEUED);
    private @Nullable Thread thread; // guarded by this
    private volatile boolean closed;

    private record Request(
            TopicPartition partition, long offset, Consumer<@Nullable ConsumerRecord<byte[], byte[]>> then) {}

    /**
     * Creates a fetcher without thread and consumer.
     *
     * @param name the thread's name
     * @param consumers makes the consumer: without group, committed records only
     */
    public ReplyFetcher(String name, Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers) {
        this.name = name;
        this.consumers = consumers;
    }

    /** Reads a record; the action gets it, or null if it is gone or cannot be had in time. Any thread. */
    void fetch(TopicPartition partition, long offset, Consumer<@Nullable ConsumerRecord<byte[], byte[]>> then) {
        if (closed || !requests.offer(new Request(partition, offset, then))) {
            then.accept(null);
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
        try (var consumer = consumers.get()) {
            while (!closed) {
                Request request = requests.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
                if (request != null) {
                    request.then().accept(read(consumer, request));
                }
            }
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            for (Request request = requests.poll(); request != null; request = requests.poll()) {
                request.then().accept(null);
            }
        }
    }

    private static @Nullable ConsumerRecord<byte[], byte[]> read(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, Request request) {
        long deadline = System.nanoTime() + MAX_FETCH_NANOS;
        try {
            consumer.assign(List.of(request.partition()));
            consumer.seek(request.partition(), request.offset());
            while (System.nanoTime() - deadline < 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    return record.offset() == request.offset() ? record : null;
                }
            }
        } catch (KafkaException e) {
            LOGGER.atWarn()
                    .addKeyValue("topic", request.partition().topic())
                    .addKeyValue("partition", request.partition().partition())
                    .addKeyValue("offset", request.offset())
                    .addKeyValue("error", e.toString())
                    .log("reply cannot be read again");
        }
        return null;
    }

    @Override
    public void close() {
        closed = true;
    }
}
