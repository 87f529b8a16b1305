package io.sluice.http;

import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.observe.ExchangeObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/**
 * The I/O threads, and the servers that share them: one per listen address.
 *
 * <p>There are as many I/O threads as processors, two at least. Methods may be called by any thread but an I/O thread.
 */
public final class HttpEdge implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 1_000_000;
    private static final int TERMINATION_SECONDS = 5;

    private final XnioWorker worker;
    private final RequestIds requestIds = new RequestIds();
    private final EdgeCounters counters = new EdgeCounters();
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    private final BodyRoom bodies;

    private HttpEdge(XnioWorker worker, BodyRoom bodies) {
        this.worker = worker;
        this.bodies = bodies;
    }

    /** Starts the I/O threads. */
    public static HttpEdge start() {
        return start(BodyRoom.ofHeap());
    }

    static HttpEdge start(BodyRoom bodies) {
        var options = OptionMap.builder()
                .set(Options.WORKER_IO_THREADS, Math.max(2, Runtime.getRuntime().availableProcessors()))
                .set(Options.WORKER_TASK_CORE_THREADS, 1) // nothing here blocks, so nothing runs there
                .set(Options.WORKER_TASK_MAX_THREADS, 1)
                .set(Options.CONNECTION_HIGH_WATER, MAX_CONNECTIONS)
                .set(Options.CONNECTION_LOW_WATER, MAX_CONNECTIONS)
                .set(Options.TCP_NODELAY, true)
                .getMap();
        try {
            return new HttpEdge(Xnio.getInstance().createWorker(options), bodies);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the I/O threads", e);
        }
    }

    /**
     * Opens a server.
     *
     * @param handler takes each request on the I/O thread that read it
     * @throws ListenException if the address cannot be had
     */
    public HttpServer open(HttpServerOptions options, RequestHandler handler) {
        return open(options, handler, null);
    }

    /**
     * Opens a server that is observed.
     *
     * @param handler takes each request on the I/O thread that read it
     * @param observer is told what became of each request; null for nobody, which costs nothing
     * @throws ListenException if the address cannot be had
     */
    public HttpServer open(HttpServerOptions options, RequestHandler handler, @Nullable ExchangeObserver observer) {
        return open(options, handler, observer, () -> {});
    }

    HttpServer open(
            HttpServerOptions options,
            RequestHandler handler,
            @Nullable ExchangeObserver observer,
            Runnable afterClose) {
        var context = ServerContext.of(options, requestIds, counters, observer, bodies);
        var server = HttpServer.open(worker, context, handler, closed -> {
            servers.remove(closed);
            afterClose.run();
        });
        servers.add(server);
        return server;
    }

    /** The I/O threads, for clients that send requests on. */
    public XnioWorker worker() {
        return worker;
    }

    /** What was dropped so far. */
    public EdgeCounters counters() {
        return counters;
    }

    /** Stops all servers and threads at once. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /**
     * Stops all servers together, each as {@link HttpServer#close(Duration)} does, then the threads.
     *
     * @param drain how long running requests are waited for, in all
     */
    public void close(Duration drain) {
        servers.forEach(HttpServer::startDraining);
        long deadline = System.nanoTime() + drain.toNanos();
        for (var server : servers) {
            server.finish(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        servers.clear();
        stopThreads();
    }

    private void stopThreads() {
        worker.shutdownNow();
        try {
            if (!worker.awaitTermination(TERMINATION_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The I/O threads do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
