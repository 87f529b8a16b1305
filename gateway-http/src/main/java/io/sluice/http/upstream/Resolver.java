package io.sluice.http.upstream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks the addresses of names up, which blocks, on a few threads of its own, {@code resolve-n}, which are there while there
 * is something to look up. What was found is remembered for a moment; Java's own settings say for how long it remembers.
 * Thread-safe.
 */
final class Resolver implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int QUEUE = 256;
    private static final int MAX_REMEMBERED = 1_024;
    private static final long THREAD_SECONDS = 10;
    private static final long REMEMBERED_NANOS = Duration.ofSeconds(5).toNanos();

    private final Lookup lookup;
    private final ThreadPoolExecutor threads;
    private final Map<String, Found> remembered = new ConcurrentHashMap<>();

    /** Finds addresses; may block. */
    @FunctionalInterface
    interface Lookup {
        /** The addresses, at least one. */
        InetAddress[] all(String host) throws UnknownHostException;
    }

    /** What was found; told once. Must hand over. */
    interface Answer {
        /** The addresses, at least one. */
        void found(List<InetAddress> addresses);

        /** There are none, or they cannot be looked up. */
        void failed(Exception cause);
    }

    private record Found(List<InetAddress> addresses, long at) {
        boolean isFresh() {
            return System.nanoTime() - at < REMEMBERED_NANOS;
        }
    }

    Resolver(Lookup lookup) {
        this.lookup = lookup;
        var count = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, THREAD_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
                    var thread = new Thread(task, "resolve-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Looks the addresses of a host up, which is a name or an address itself. Any thread; never waits.
     *
     * @param answer is told by one of the threads here, or at once
     */
    void resolve(String host, Answer answer) {
        Found known = remembered.get(host);
        if (known != null && known.isFresh()) {
            answer.found(known.addresses);
            return;
        }
        try {
            threads.execute(() -> lookUp(host, answer));
        } catch (RejectedExecutionException e) {
            answer.failed(e); // too many names at a time
        }
    }

    private void lookUp(String host, Answer answer) {
        try {
            List<InetAddress> addresses = List.of(lookup.all(host));
            if (remembered.size() >= MAX_REMEMBERED) {
                remembered.clear();
            }
            remembered.put(host, new Found(addresses, System.nanoTime()));
            answer.found(addresses);
        } catch (UnknownHostException | RuntimeException e) {
            answer.failed(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
