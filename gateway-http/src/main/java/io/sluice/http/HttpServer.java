package io.sluice.http;

import io.sluice.config.MutualTls;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.tls.TlsContext;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.SslClientAuthMode;
import org.xnio.XnioWorker;

/**
 * One listen address and what answers on it. Opened by an {@link HttpEdge}, or by {@link #start} with an edge of its own.
 *
 * <p>Methods may be called by any thread but an I/O thread.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(HttpServer.class);
    private static final int PARSE_TIMEOUT_MILLIS = 30_000;
    private static final int MAX_FIELDS = 1_000;
    private static final int MAX_PARAMETERS = 10_000;

    private final ServerContext context;
    private final Undertow undertow;
    private final Undertow.ListenerInfo listener;
    private final InetSocketAddress address;
    private final Consumer<HttpServer> afterClose;

    private HttpServer(ServerContext context, Undertow undertow, Consumer<HttpServer> afterClose) {
        this.context = context;
        this.undertow = undertow;
        this.listener = undertow.getListenerInfo().get(0);
        this.address = (InetSocketAddress) listener.getAddress();
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
            return edge.open(options, handler, () -> edge.close(Duration.ZERO));
        } catch (ListenException e) {
            edge.close(Duration.ZERO);
            throw e;
        }
    }

    static HttpServer open(
            XnioWorker worker, ServerContext context, RequestHandler handler, Consumer<HttpServer> afterClose) {
        var options = context.options();
        var undertow = Undertow.builder()
                .setWorker(worker)
                .addListener(listener(options).setRootHandler(new ExchangeHandler(context, handler)))
                .setServerOption(UndertowOptions.ENABLE_HTTP2, options.http2())
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, HeadLimit.parserLimit(options.headerLimitBytes()))
                .setServerOption(UndertowOptions.MAX_HEADERS, MAX_FIELDS)
                .setServerOption(UndertowOptions.MAX_PARAMETERS, MAX_PARAMETERS)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, PARSE_TIMEOUT_MILLIS)
                .setServerOption(UndertowOptions.IDLE_TIMEOUT, (int)
                        options.idleTimeout().toMillis())
                // A finished response must not wait in a buffer for a pipelined request that is still parked.
                .setServerOption(UndertowOptions.BUFFER_PIPELINED_DATA, false)
                .build();
        try {
            undertow.start();
        } catch (RuntimeException e) {
            throw cannotListen(options, e);
        }
        return new HttpServer(context, undertow, afterClose);
    }

    private static Undertow.ListenerBuilder listener(HttpServerOptions options) {
        var listener = new Undertow.ListenerBuilder().setHost(options.host()).setPort(options.port());
        TlsContext tls = options.tls();
        if (tls == null) {
            return listener.setType(Undertow.ListenerType.HTTP);
        }
        return listener.setType(Undertow.ListenerType.HTTPS)
                .setSslContext(tls.context())
                .setOverrideSocketOptions(OptionMap.builder()
                        .set(Options.SSL_CLIENT_AUTH_MODE, clientAuthentication(tls.mutual()))
                        .setSequence(
                                Options.SSL_ENABLED_PROTOCOLS, tls.protocols().toArray(String[]::new))
                        .getMap());
    }

    private static SslClientAuthMode clientAuthentication(MutualTls mutual) {
        return switch (mutual) {
            case REQUIRED -> SslClientAuthMode.REQUIRED;
            case REQUESTED -> SslClientAuthMode.REQUESTED;
            case NONE -> SslClientAuthMode.NOT_REQUESTED;
        };
    }

    private static ListenException cannotListen(HttpServerOptions options, RuntimeException failure) {
        var cause = failure.getCause() == null ? failure : failure.getCause();
        return new ListenException(
                "Cannot listen on " + options.host() + ":" + options.port() + ": " + cause.getMessage()
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
        undertow.stop();
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
        listener.suspend(); // closes the connections
    }
}
