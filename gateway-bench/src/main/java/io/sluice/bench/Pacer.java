package io.sluice.bench;

import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Another client, which sends a request so many times a second in a thread of its own until it is closed. */
public final class Pacer implements AutoCloseable {
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean stopped;

    /**
     * Starts.
     *
     * @param perSecond how often; less often if the answers take longer
     * @param request the bytes of the n-th request
     * @param status the answers' status; any other breaks the case
     */
    public Pacer(URI server, int perSecond, IntFunction<byte[]> request, int status) {
        thread = new Thread(() -> send(server, 1_000_000_000L / perSecond, request, status), "pacer");
        thread.setDaemon(true);
        thread.start();
    }

    private void send(URI server, long everyNanos, IntFunction<byte[]> request, int status) {
        try (var wire = new Wire(server)) {
            long next = System.nanoTime();
            for (int i = 0; !stopped; i++) {
                int answered = wire.exchange(request.apply(i)).head().status();
                if (answered != status) {
                    throw new BenchFailure(
                            "The other client was answered with " + answered + " (expected: " + status + ")");
                }
                next = Math.max(next + everyNanos, System.nanoTime() - everyNanos);
                LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    /** Fails if one of the requests has. */
    public void requireGoing() {
        RuntimeException cause = failure.get();
        if (cause != null) {
            throw new BenchFailure("The other client failed: " + cause.getMessage(), cause);
        }
    }

    /** Stops, and fails if one of the requests did. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        requireGoing();
    }
}
