package io.sluice.record.recorder;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recorder's thread: takes snapshots out of the queue, makes records of them and hands them to the sink. Looks twenty
 * times in a second, so that nobody has to wake it for one exchange.
 */
final class RecordLoop implements Runnable {
    private static final Logger LOGGER = LoggerFactory.getLogger(RecordLoop.class);
    private static final long TURN_NANOS = Duration.ofMillis(50).toNanos();
    /** Then the sink flushes, and others have their turn at the core. */
    private static final int BATCH = 128;

    private final ExchangeQueue queue;
    private final RecordEncoder encoder;
    private final RecordingSink sink;
    private final Counters counters;
    private final Summary summary;
    private final Courtesy courtesy;
    private volatile boolean closing;
    private volatile boolean resting;
    private volatile boolean pressed;
    private volatile long deadline; // by System.nanoTime, for what is queued when it closes
    private volatile boolean ended;

    RecordLoop(
            ExchangeQueue queue,
            RecordEncoder encoder,
            RecordingSink sink,
            Counters counters,
            Summary summary,
            Courtesy courtesy) {
        this.queue = queue;
        this.encoder = encoder;
        this.sink = sink;
        this.counters = counters;
        this.summary = summary;
        this.courtesy = courtesy;
    }

    /** Asks it to record what is queued, up to a time by {@code System.nanoTime}, and to end. Any thread. */
    void close(long end) {
        deadline = end;
        closing = true;
    }

    /** Whether it takes nothing any more. Any thread. */
    boolean isEnded() {
        return ended;
    }

    /** Whether it leaves the cores to others, and is not to be woken. Any thread. */
    boolean isResting() {
        return resting;
    }

    /** Whether it has the least share of a core only, and will not get through with what queues up. Any thread. */
    boolean isPressed() {
        return pressed;
    }

    @Override
    public void run() {
        while (!closing) {
            courtesy.begin();
            boolean more = turn();
            long rest = courtesy.rest();
            pressed = courtesy.isPressed();
            rest(rest);
            if (!closing && !more && !queue.isFilling()) {
                LockSupport.parkNanos(this, TURN_NANOS);
            }
        }
        while (System.nanoTime() - deadline < 0 && recordBatch() > 0) {}
        ended = true;
        dropRest();
        closeSink();
        summary.tell();
    }

    private void rest(long nanos) {
        if (nanos <= 0) {
            return;
        }
        resting = true;
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !closing; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
        resting = false;
    }

    /** Records a batch; whether there may be more. Nothing may end the thread but its owner. */
    private boolean turn() {
        try {
            int count = recordBatch();
            summary.tick(System.nanoTime());
            return count == BATCH;
        } catch (Throwable e) {
            counters.failed();
            summary.failed(e);
            return false;
        }
    }

    /** Records up to a batch; how many there were. */
    private int recordBatch() {
        int count = 0;
        Snapshot snapshot = queue.poll();
        while (snapshot != null) {
            record(snapshot);
            count++;
            snapshot = count < BATCH ? queue.poll() : null;
        }
        if (count > 0) {
            flush();
        }
        return count;
    }

    private void record(Snapshot snapshot) {
        Recording recording = encoded(snapshot);
        if (recording == null) {
            return;
        }
        try {
            sink.write(recording, counters);
        } catch (IOException | RuntimeException | Error e) {
            counters.dropped(DropReason.SINK, 1);
            summary.failed(e);
        } finally {
            encoder.release();
        }
    }

    private @Nullable Recording encoded(Snapshot snapshot) {
        try {
            Recording recording = encoder.encode(snapshot);
            if (encoder.isTruncated()) {
                counters.truncated();
            }
            return recording;
        } catch (RuntimeException | Error e) {
            counters.failed();
            summary.failed(e);
            return null;
        }
    }

    private void flush() {
        try {
            sink.flush();
        } catch (IOException | RuntimeException | Error e) {
            summary.failed(e);
        }
    }

    /** What is left, and what comes while it ends. Any thread. */
    void dropRest() {
        while (queue.poll() != null) {
            counters.dropped(DropReason.CLOSED, 1);
        }
    }

    private void closeSink() {
        try {
            sink.close();
        } catch (IOException | RuntimeException | Error e) {
            LOGGER.atError().addKeyValue("error", e.toString()).log("sink of recordings could not be closed");
        }
    }
}
