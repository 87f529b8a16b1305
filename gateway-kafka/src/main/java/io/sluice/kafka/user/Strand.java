package io.sluice.kafka.user;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time and in order, each by any thread of a pool, so that what they own needs no lock and no thread
 * of its own. Any thread may leave tasks, and never waits.
 */
final class Strand implements Executor {
    private static final Logger LOGGER = LoggerFactory.getLogger(Strand.class);

    private final Executor pool;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left = new AtomicInteger();

    Strand(Executor pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (left.getAndIncrement() == 0) {
            try {
                pool.execute(this::run);
            } catch (RejectedExecutionException e) {
                LOGGER.atTrace().log("closed, nothing is done any more");
            }
        }
    }

    private void run() {
        do {
            Runnable task = tasks.remove(); // counted after it was added
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOGGER.atError().setCause(e).log("a task for a user failed; going on");
            }
        } while (left.decrementAndGet() > 0);
    }
}
