package io.sluice.http;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands actions from any thread to one I/O thread, with one wake-up for many: only the action that finds the queue
 * asleep wakes the thread, which costs a system call.
 *
 * <p>A run takes a bounded number of actions, so that a flood of completions does not keep the thread from its sockets.
 */
final class IoThreadQueue {
    private static final Logger LOGGER = LoggerFactory.getLogger(IoThreadQueue.class);
    private static final int ACTIONS_PER_RUN = 256;

    private final Executor thread;
    private final Queue<Runnable> actions = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();

    IoThreadQueue(Executor thread) {
        this.thread = thread;
    }

    /** Has the I/O thread run an action soon, in order with others from the same caller. Any thread. */
    void post(Runnable action) {
        actions.add(action);
        wake();
    }

    private void wake() {
        if (!awake.get() && awake.compareAndSet(false, true)) {
            try {
                thread.execute(this::run);
            } catch (RejectedExecutionException e) {
                // The edge has stopped and closed its connections: there is nobody left to answer.
                LOGGER.atDebug().setCause(e).log("I/O thread has stopped");
            }
        }
    }

    private void run() {
        for (int i = 0; i < ACTIONS_PER_RUN; i++) {
            var action = actions.poll();
            if (action == null) {
                break;
            }
            runGuarded(action);
        }
        awake.set(false);
        if (!actions.isEmpty()) {
            wake();
        }
    }

    private static void runGuarded(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            LOGGER.atError().setCause(e).log("action on the I/O thread failed");
        }
    }
}
