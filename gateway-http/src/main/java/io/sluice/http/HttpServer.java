package io.sluice.http;

import io.sluice.engine.flow.RequestHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
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

    private final ServerContext context;
    private final Acceptor acceptor;
    private final InetSocketAddress address;
    private final Consumer<HttpServer> afterClose;

    private HttpServer(ServerContext context, Acceptor acceptor, Consumer<HttpServer> afterClose) {
        this.context = context;
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
            var acceptor = Acceptor.open(worker, context, new ExchangeHandler(context, handler));
            return new HttpServer(context, acceptor, afterClose);
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

    /** The number of requests that have no complete response yet. */
    public int running() {
        return context.running().count();
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
        acceptor.stopAccepting();
    }

    void finish(Duration drain) {
        try {
            if (!context.running().awaitIdle(drain)) {
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
}
