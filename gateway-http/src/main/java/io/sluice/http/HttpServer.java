package io.sluice.http;

import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.observe.ExchangeObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.XnioWorker;

/**
 * One listen address and what answers on it. Opened by an {@link HttpEdge}, or by {@link #start} with an edge of its own.
 *
 * <p>Methods may be called by any thread but an I/O thread.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(HttpServer.class);

    private final ExchangeHandler exchanges;
    private final Acceptor acceptor;
    private final InetSocketAddress address;
    private final Consumer<HttpServer> afterClose;
    private final Set<RunningExchanges> former = ConcurrentHashMap.newKeySet(); // that are not idle yet
    private volatile ServerContext context;

    private HttpServer(
            ServerContext context, ExchangeHandler exchanges, Acceptor acceptor, Consumer<HttpServer> afterClose) {
        this.context = context;
        this.exchanges = exchanges;
        this.acceptor = acceptor;
        this.address = acceptor.address();
        this.afterClose = afterClose;
    }

    /**
     * Starts a server with I/O threads of its own.
     *
     * @param handler takes each request on the I/O thread that read it
     * @throws ListenException if the address cannot be had
     */
    public static HttpServer start(HttpServerOptions options, RequestHandler handler) {
        var edge = HttpEdge.start();
        try {
            return edge.open(options, handler, null, () -> edge.close(Duration.ZERO));
        } catch (ListenException e) {
            edge.close(Duration.ZERO);
            throw e;
        }
    }

    static HttpServer open(
            XnioWorker worker, ServerContext context, RequestHandler handler, Consumer<HttpServer> afterClose) {
        var options = context.options();
        try {
            var exchanges = new ExchangeHandler(context, handler);
            var acceptor = Acceptor.open(worker, context, exchanges);
            return new HttpServer(context, exchanges, acceptor, afterClose);
        } catch (IOException | RuntimeException e) {
            throw cannotListen(options, e);
        }
    }

    private static ListenException cannotListen(HttpServerOptions options, Exception failure) {
        return new ListenException(
                "Cannot listen on " + options.host() + ":" + options.port() + ": " + failure.getMessage()
                        + ". End the process that has the port, or set options.host and options.port of the tcp binding"
                        + " to an address that is free.",
                failure);
    }

    /** The port it listens on. */
    public int port() {
        return address.getPort();
    }

    /** Where it is reached, without a path: {@code http://127.0.0.1:7114}. */
    public URI uri() {
        String host = context.options().host();
        String scheme = context.options().tls() == null ? "http://" : "https://";
        return URI.create(scheme + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
    }

    /**
     * Serves from now on with other options and another handler, at the same address: the socket stays open, and so do
     * the connections. Requests that have begun go on with what they began with. Of the options, {@code
     * bodyLimitBytes}, {@code headerLimitBytes}, {@code limits.waits}, and the rate of {@code limits.read} count for the
     * next request on any connection; everything else, TLS included, for connections that are accepted from now on.
     *
     * @param options host and port are not looked at
     * @param handler takes each request on the I/O thread that read it
     * @param observer is told what became of each request; null for nobody
     * @param formerEnded called once when the last request that began before has ended, by this thread or an I/O thread;
     *     must hand over
     */
    public void replace(
            HttpServerOptions options,
            RequestHandler handler,
            @Nullable ExchangeObserver observer,
            Runnable formerEnded) {
        ServerContext before = context;
        ServerContext next = before.followedBy(options, observer);
        former.add(before.running());
        context = next;
        acceptor.use(next);
        exchanges.replace(next, handler);
        before.running().end(() -> {
            former.remove(before.running());
            formerEnded.run();
        });
    }

    /** The same, observed as before. */
    public void replace(HttpServerOptions options, RequestHandler handler, Runnable formerEnded) {
        replace(options, handler, context.observer(), formerEnded);
    }

    /**
     * Stops accepting connections and tells kept ones with {@code connection: close}, as {@link #close(Duration)} does,
     * but does not wait; it is to be closed afterwards.
     *
     * @param ended called once when no request runs any more, by this thread or an I/O thread; must hand over
     */
    public void drain(Runnable ended) {
        startDraining();
        List<RunningExchanges> all = new ArrayList<>(former);
        all.add(context.running());
        var left = new AtomicInteger(all.size());
        all.forEach(exchanges -> exchanges.end(() -> {
            if (left.decrementAndGet() == 0) {
                ended.run();
            }
        }));
    }

    /** The number of requests that have no complete response yet. */
    public int running() {
        return context.running().count()
                + former.stream().mapToInt(RunningExchanges::count).sum();
    }

    /** The number of connections that are open. */
    public int connections() {
        return context.connections().taken();
    }

    /** The number of requests that wait for news. */
    public int waiting() {
        return context.waits().taken();
    }

    /** What was dropped so far, by all servers of the edge. */
    public EdgeCounters counters() {
        return context.counters();
    }

    /** Stops with the drain timeout of the options. */
    @Override
    public void close() {
        close(context.options().drainTimeout());
    }

    /**
     * Stops accepting connections, lets running requests end, tells kept connections with {@code connection: close}, and
     * cuts off what is left after the timeout.
     */
    public void close(Duration drain) {
        startDraining();
        finish(drain);
        afterClose.accept(this);
    }

    void startDraining() {
        context.running().startDraining();
        former.forEach(RunningExchanges::startDraining);
        acceptor.stopAccepting();
    }

    void finish(Duration drain) {
        try {
            if (!awaitIdle(drain)) {
                LOGGER.atWarn()
                        .addKeyValue("address", uri())
                        .addKeyValue("requests", running())
                        .log("requests cut off at the end of the drain timeout");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        acceptor.closeConnections();
    }

    private boolean awaitIdle(Duration drain) throws InterruptedException {
        long deadline = System.nanoTime() + drain.toNanos();
        boolean idle = context.running().awaitIdle(drain);
        for (RunningExchanges earlier : former) {
            idle &= earlier.awaitIdle(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        return idle;
    }
}
