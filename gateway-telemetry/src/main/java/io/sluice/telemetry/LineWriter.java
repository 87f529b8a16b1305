package io.sluice.telemetry;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes lines by a thread of its own, ten times in a second what has come up to then.
 *
 * <p>Who has a line leaves it in a queue that is bounded in bytes and goes on without waiting for anything. Lines for
 * which there is no room, and those that could not be written, are dropped and counted.
 */
public final class LineWriter implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(LineWriter.class);
    private static final long MAX_BYTES = 8 << 20;
    private static final long TURN_NANOS = Duration.ofMillis(100).toNanos();
    private static final long CLOSE_MILLIS = 5_000;

    /** Where lines go. Used by the writer's thread, and closed by it. */
    interface Target extends AutoCloseable {
        /** The stream to write to now. Called before each batch. */
        OutputStream stream() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** A line that is made when it is written, and roughly its length. */
    private record Line(int weight, Supplier<String> text) {}

    private final Target target;
    private final Thread thread;
    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private final LongAdder dropped = new LongAdder();
    private boolean failing; // owned by the thread
    private volatile boolean closed;

    private LineWriter(String name, Target target) {
        this.target = target;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /**
     * Starts to write.
     *
     * @param name the thread's, and that of the log in messages
     */
    static LineWriter start(String name, Target target) {
        var writer = new LineWriter(name, target);
        writer.thread.start();
        return writer;
    }

    /** Writes to a stream that stays open, such as standard output. */
    public static LineWriter to(String name, OutputStream stream) {
        return start(name, new Target() {
            @Override
            public OutputStream stream() {
                return stream;
            }

            @Override
            public void close() {}
        });
    }

    /**
     * Leaves a line. Any thread; never waits.
     *
     * @param weight roughly its length in bytes
     * @param text makes the line, without its end, on the writer's thread
     */
    void write(int weight, Supplier<String> text) {
        if (closed || queued.addAndGet(weight) > MAX_BYTES) {
            queued.addAndGet(-weight);
            dropped.increment();
            return;
        }
        lines.add(new Line(weight, text));
    }

    /** How many lines were dropped so far. Any thread. */
    public long dropped() {
        return dropped.sum();
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(TURN_NANOS);
            writeAll();
        }
        writeAll();
        try {
            target.close();
        } catch (IOException e) {
            failed(e);
        }
    }

    private void writeAll() {
        if (lines.isEmpty()) {
            return;
        }
        int count = 0;
        try {
            OutputStream stream = target.stream();
            var batch = new StringBuilder();
            for (Line line = lines.poll(); line != null; line = lines.poll()) {
                count++;
                queued.addAndGet(-line.weight);
                batch.append(line.text.get()).append('\n');
                if (batch.length() > MAX_BYTES / 64) {
                    stream.write(batch.toString().getBytes(StandardCharsets.UTF_8));
                    batch.setLength(0);
                    count = 0;
                }
            }
            stream.write(batch.toString().getBytes(StandardCharsets.UTF_8));
            stream.flush();
            failing = false;
        } catch (IOException | RuntimeException e) {
            dropped.add(count + dropAll());
            failed(e);
        }
    }

    private int dropAll() {
        int count = 0;
        for (Line line = lines.poll(); line != null; line = lines.poll()) {
            queued.addAndGet(-line.weight);
            count++;
        }
        return count;
    }

    /** Says so once, until it works again. */
    private void failed(Exception failure) {
        if (!failing) {
            failing = true;
            LOGGER.atError()
                    .addKeyValue("log", thread.getName())
                    .addKeyValue("error", failure.toString())
                    .log("lines cannot be written and are dropped until they can");
        }
    }

    /** Writes what there is, for at most five seconds, and ends the thread. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
