package io.sluice.cli;

import io.sluice.http.HttpServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A generation that has been replaced, until its requests have ended. Any thread; it is closed by the executor's.
 *
 * <pre>
 *   counting --all parts ended--> closing --> closed
 *      +-------bound, endNow-------^
 * </pre>
 */
final class EndingGeneration {
    private static final Logger LOGGER = LoggerFactory.getLogger(EndingGeneration.class);

    private final Generation generation;
    private final List<HttpServer> removed;
    private final AtomicInteger parts;
    private final Consumer<Generation> whenTooLong;
    private final Consumer<EndingGeneration> whenClosed;
    private final ScheduledExecutorService executor;
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile @Nullable Future<?> bound;

    /**
     * A generation that is ending.
     *
     * @param removed listeners that are closed with it
     * @param parts how many times {@link #partEnded} will be called
     * @param whenTooLong called when the bound ends it, before it is closed
     * @param whenClosed called when it has been closed
     * @param executor closes it, which may take half a minute
     */
    EndingGeneration(
            Generation generation,
            List<HttpServer> removed,
            int parts,
            Consumer<Generation> whenTooLong,
            Consumer<EndingGeneration> whenClosed,
            ScheduledExecutorService executor) {
        this.generation = generation;
        this.removed = removed;
        this.parts = new AtomicInteger(parts + 1);
        this.whenTooLong = whenTooLong;
        this.whenClosed = whenClosed;
        this.executor = executor;
    }

    /** All parts have been told to call {@link #partEnded}; from now on the time runs. */
    void startCounting() {
        bound = executor.schedule(
                () -> {
                    whenTooLong.accept(generation);
                    close();
                },
                generation.longestRequest().toMillis(),
                TimeUnit.MILLISECONDS);
        partEnded();
    }

    /** The requests of one of its listeners have ended. Hands over. */
    void partEnded() {
        if (parts.decrementAndGet() == 0) {
            endNow();
        }
    }

    /** Closes it soon, whatever runs. */
    void endNow() {
        executor.execute(this::close);
    }

    /** Ends waits that clients prefer, because the gateway is stopping. */
    void drain() {
        generation.drain();
    }

    private void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        Future<?> timer = bound;
        if (timer != null) {
            timer.cancel(false);
        }
        try {
            removed.forEach(server -> server.close(Duration.ZERO));
            generation.close();
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("a former configuration could not be closed");
        } finally {
            whenClosed.accept(this);
        }
    }
}
