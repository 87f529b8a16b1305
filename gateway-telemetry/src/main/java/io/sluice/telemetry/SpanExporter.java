package io.sluice.telemetry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans to a collector by a thread of its own, {@code spans}: every five seconds, or when 512 have come together.
 *
 * <p>Who has a span leaves it in a bounded queue and goes on without waiting for anything. Spans for which there is no
 * room, and those that the collector did not take, are dropped and counted; none is sent twice.
 *
 * <pre>
 *   new (keeps what comes) --start--> sending --close--> closed, after a last attempt of five seconds at most
 *        +---------------------------close----------------^
 * </pre>
 */
public final class SpanExporter implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SpanExporter.class);
    private static final int ROOM = 8_192;
    private static final int BATCH = 512;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LAST_ATTEMPT = Duration.ofSeconds(5);

    private final SpanJson json;
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final LongAdder dropped = new LongAdder();
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    /**
     * An exporter that sends nothing yet.
     *
     * @param attributes of the process; {@code service.name} is {@code sluice} unless it is among them
     */
    public SpanExporter(Map<String, String> attributes) {
        json = new SpanJson(OtlpRequest.resource(attributes));
    }

    /**
     * Starts to send. Once.
     *
     * @throws IllegalArgumentException if nothing can be sent to this target
     */
    public void start(OtlpTarget target) {
        start(new OtlpClient(target), INTERVAL);
    }

    /** The same at another interval. */
    void start(OtlpClient client, Duration interval) {
        var made = new Thread(() -> run(client, interval.toNanos()), "spans");
        made.setDaemon(true);
        thread = made;
        made.start();
    }

    /** Leaves a span. Any thread; never waits. */
    void add(Span span) {
        int count = queued.incrementAndGet();
        if (closed || count > ROOM) {
            queued.decrementAndGet();
            dropped.increment();
            return;
        }
        spans.add(span);
        if (count == BATCH) {
            LockSupport.unpark(thread);
        }
    }

    /** How many spans were dropped so far. Any thread. */
    public long dropped() {
        return dropped.sum();
    }

    private void run(OtlpClient client, long intervalNanos) {
        try {
            long last = System.nanoTime();
            while (!closed) {
                long left = last + intervalNanos - System.nanoTime();
                if (left > 0 && queued.get() < BATCH) {
                    LockSupport.parkNanos(this, left);
                } else {
                    send(client);
                    last = System.nanoTime();
                }
            }
            while (!spans.isEmpty()) {
                send(client);
            }
        } catch (InterruptedException e) { // the last attempt has taken too long: close counts what is left
            Thread.currentThread().interrupt();
        }
    }

    private void send(OtlpClient client) throws InterruptedException {
        List<Span> batch = batch();
        if (batch.isEmpty()) {
            return;
        }
        boolean taken = false;
        try {
            taken = client.send(json.of(batch)).get();
        } catch (RuntimeException | ExecutionException e) { // the next batch may be better
            LOGGER.atError().setCause(e).log("spans cannot be sent");
        } finally {
            if (!taken) {
                dropped.add(batch.size());
            }
        }
    }

    private List<Span> batch() {
        List<Span> batch = new ArrayList<>();
        while (batch.size() < BATCH) {
            Span span = spans.poll();
            if (span == null) {
                break;
            }
            batch.add(span);
        }
        queued.addAndGet(-batch.size());
        return batch;
    }

    /** Sends what there is, for at most five seconds, and drops the rest. */
    @Override
    public void close() {
        closed = true;
        Thread sending = thread;
        if (sending != null) {
            LockSupport.unpark(sending);
            try {
                sending.join(LAST_ATTEMPT.toMillis());
                sending.interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        while (spans.poll() != null) {
            dropped.increment();
        }
    }
}
