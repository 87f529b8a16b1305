package io.sluice.record.recorder;

import io.sluice.engine.observe.EndedExchange;
import io.sluice.engine.observe.ExchangeObserver;
import io.sluice.record.exchange.ExchangeWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records exchanges in the http-types format.
 *
 * <p>Who tells of an exchange leaves a snapshot of it in a bounded queue and goes on; what does not fit is dropped and
 * counted. A thread of the recorder's own, {@code recorder-<name>}, masks secrets, writes JSON and hands it to the sink.
 */
public final class Recorder implements ExchangeObserver, RecorderStatistics, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Recorder.class);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration SINK_CLOSE = Duration.ofSeconds(5);
    private static final int FIRST_ERROR = 400;

    /** What is asked for where bodies are not recorded, so that the edge still says when requests came, and which credentials it keeps. */
    private static final int LEAST_KEPT = 1;

    private final RecordedBodies which;
    private final int keptBodyBytes;
    private final BodySnapshot.BodyChoice bodies;
    private final BodySnapshot.BodyChoice noBodies;
    private final ExchangeFilter filter;
    private final Sampling sampling;
    private final Counters counters = new Counters();
    private final ExchangeQueue queue;
    private final RecordLoop loop;
    private final Thread thread;
    private volatile boolean closed;

    private Recorder(RecorderSettings settings, RecordingSink sink) {
        BodySettings body = settings.bodies();
        var types = new MediaTypes(body.contentTypes());
        this.which = body.which();
        this.keptBodyBytes = which == RecordedBodies.NONE ? LEAST_KEPT : body.limitBytes();
        this.bodies = new BodySnapshot.BodyChoice(true, body.limitBytes(), types);
        this.noBodies = new BodySnapshot.BodyChoice(false, body.limitBytes(), types);
        this.filter = new ExchangeFilter(settings.include(), settings.exclude());
        this.sampling = new Sampling(settings.share());
        this.queue = new ExchangeQueue(settings.queue());
        var summary = new Summary(settings.name(), settings.summaryInterval(), counters, System.nanoTime());
        Courtesy courtesy = settings.yields() ? Courtesy.ofSystem() : Courtesy.none();
        this.loop = new RecordLoop(queue, new RecordEncoder(settings), sink, counters, summary, courtesy);
        this.thread = new Thread(loop, "recorder-" + settings.name());
        thread.setDaemon(true);
    }

    /**
     * Starts a recorder.
     *
     * @param sink becomes the recorder's, which closes it
     */
    public static Recorder start(RecorderSettings settings, RecordingSink sink) {
        var recorder = new Recorder(settings, sink);
        recorder.thread.start();
        return recorder;
    }

    @Override
    public int keptBodyBytes() {
        return keptBodyBytes;
    }

    @Override
    public void ended(EndedExchange exchange) {
        if (!filter.takes(exchange) || !sampling.takes(exchange)) {
            return;
        }
        if (!isOfFormat(exchange.request().method())) {
            counters.dropped(DropReason.METHOD, 1);
            return;
        }
        DropReason refused = closed ? DropReason.CLOSED : offer(exchange);
        if (refused != null) {
            counters.dropped(refused, 1);
        } else if (loop.isEnded()) {
            loop.dropRest(); // it ended after it was asked whether it had
        } else if (queue.isFilling() && !loop.isResting()) {
            LockSupport.unpark(thread);
        }
    }

    private @Nullable DropReason offer(EndedExchange exchange) {
        return queue.isFull(loop.isPressed())
                ? DropReason.QUEUE_FULL
                : queue.offer(new Snapshot(exchange, choice(exchange)));
    }

    private BodySnapshot.BodyChoice choice(EndedExchange exchange) {
        return switch (which) {
            case ALL -> bodies;
            case NONE -> noBodies;
            case ERRORS -> isError(exchange) ? bodies : noBodies;
        };
    }

    private static boolean isError(EndedExchange exchange) {
        return exchange.status() >= FIRST_ERROR || exchange.problem() != null || !exchange.isComplete();
    }

    private static boolean isOfFormat(String method) {
        return switch (method) {
            case "GET", "PUT", "POST", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD", "CONNECT" -> true;
            default -> ExchangeWriter.METHODS.contains(method.toLowerCase(Locale.ROOT));
        };
    }

    @Override
    public long recorded() {
        return counters.recorded();
    }

    @Override
    public long dropped(DropReason reason) {
        return counters.dropped(reason);
    }

    @Override
    public long truncated() {
        return counters.truncations();
    }

    @Override
    public long errors() {
        return counters.errors();
    }

    @Override
    public int queuedRecords() {
        return queue.records();
    }

    @Override
    public long queuedBytes() {
        return queue.bytes();
    }

    /**
     * Takes nothing any more, records for up to five seconds what is queued, drops the rest, and closes the sink, for which
     * it waits up to five seconds more. The second call does nothing.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        loop.close(System.nanoTime() + DRAIN.toNanos());
        LockSupport.unpark(thread);
        try {
            thread.join(DRAIN.plus(SINK_CLOSE).toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
                LOGGER.atWarn()
                        .addKeyValue("thread", thread.getName())
                        .addKeyValue("queued", queue.records())
                        .log("sink of recordings does not end; what is queued is lost");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
