package io.sluice.http.upstream;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/**
 * Notices that a server makes no progress. It costs one timer, which is not touched while bytes move. Owned by the I/O
 * thread.
 */
final class Progress {
    private final XnioIoThread thread;
    private final BooleanSupplier waiting;
    private final Runnable timedOut;
    private long limit; // in nanoseconds
    private long movedAt;
    private XnioExecutor.@Nullable Key timer;

    /**
     * Starts to look.
     *
     * @param waiting whether it is the server's turn
     * @param timedOut is called once at most, when it has been the server's turn for too long
     */
    Progress(XnioIoThread thread, Duration limit, BooleanSupplier waiting, Runnable timedOut) {
        this.thread = thread;
        this.waiting = waiting;
        this.timedOut = timedOut;
        limit(limit);
    }

    /** From now on the server may take so long. */
    void limit(Duration next) {
        end();
        limit = next.toNanos();
        moved();
        await(limit);
    }

    /** Something has moved. */
    void moved() {
        movedAt = System.nanoTime();
    }

    /** Looks no more. */
    void end() {
        if (timer != null) {
            timer.remove();
            timer = null;
        }
    }

    private void await(long nanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
        timer = Mailbox.later(thread, this::look, millis);
    }

    private void look() {
        timer = null;
        if (!waiting.getAsBoolean()) {
            moved();
        }
        long left = movedAt + limit - System.nanoTime();
        if (left > 0) {
            await(left);
        } else {
            timedOut.run();
        }
    }
}
