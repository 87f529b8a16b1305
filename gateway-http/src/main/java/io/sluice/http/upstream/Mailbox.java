package io.sluice.http.upstream;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/** Has an I/O thread do something, in order with what the same sender asked for before. */
final class Mailbox {
    private static final Logger LOGGER = LoggerFactory.getLogger(Mailbox.class);

    private Mailbox() {}

    /** Any thread. */
    static void send(XnioIoThread thread, Runnable action) {
        try {
            thread.execute(() -> run(action));
        } catch (RejectedExecutionException e) {
            // The edge has stopped and closed its connections: there is nobody left to answer.
            LOGGER.atDebug().setCause(e).log("I/O thread has stopped");
        }
    }

    /**
     * Has a thread do something after a while. Any thread.
     *
     * @return what takes it back; null when the thread has stopped
     */
    static XnioExecutor.@Nullable Key later(XnioIoThread thread, Runnable action, long millis) {
        try {
            return thread.executeAfter(() -> run(action), Math.max(1, millis), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOGGER.atDebug().setCause(e).log("I/O thread has stopped");
            return null;
        }
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            LOGGER.atError().setCause(e).log("action of a client failed");
        }
    }
}
