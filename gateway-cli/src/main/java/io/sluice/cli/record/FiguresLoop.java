package io.sluice.cli.record;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaves the figures of a recorder in the background in its folder, every second, on a thread of its own. */
final class FiguresLoop implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(FiguresLoop.class);
    private static final long PATIENCE_SECONDS = 2;

    private final DaemonFolder folder;
    private final long pid;
    private final Supplier<RecordFigures> figures;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "figures");
        thread.setDaemon(true);
        return thread;
    });
    private boolean failed; // owned by the thread

    private FiguresLoop(DaemonFolder folder, long pid, Supplier<RecordFigures> figures) {
        this.folder = folder;
        this.pid = pid;
        this.figures = figures;
    }

    /** Begins. */
    static FiguresLoop start(DaemonFolder folder, long pid, Supplier<RecordFigures> figures) {
        var loop = new FiguresLoop(folder, pid, figures);
        var unused = loop.executor.scheduleWithFixedDelay(loop::tell, 0, 1, TimeUnit.SECONDS);
        return loop;
    }

    /** A failure is told once, until it works again: recordings go on without. */
    private void tell() {
        try {
            folder.tell(new DaemonFigures(pid, Instant.now(), figures.get().words()));
            failed = false;
        } catch (IOException | RuntimeException e) {
            if (!failed) {
                LOGGER.atWarn().setCause(e).log("the figures for status cannot be written");
            }
            failed = true;
        }
    }

    /** Ends; what it writes at this moment is waited for. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.atWarn().log("the figures for status are still being written");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
