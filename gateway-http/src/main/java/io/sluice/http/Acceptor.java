package io.sluice.http;

import io.sluice.config.MutualTls;
import io.sluice.engine.tls.TlsContext;
import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.OpenListener;
import io.undertow.server.protocol.http.AlpnOpenListener;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.server.protocol.http2.Http2OpenListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.SslClientAuthMode;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * Accepts the connections of one address and hands each, through a {@link ConnectionGate}, to Undertow's HTTP/1.1, which
 * can turn it into HTTP/2; with TLS to the one of both that client and server agree on (ALPN, RFC 7301). Methods may be
 * called by any thread but an I/O thread.
 *
 * <p>Undertow's own builder has no place for the gate; everything else is set up as there.
 */
final class Acceptor {
    private static final int BUFFER_BYTES = (16 << 10) - 20; // leaves room for what TLS and HTTP/2 put around it
    private static final int BUFFERS_PER_THREAD = 4;
    private static final int MAX_FIELDS = 1_000;
    private static final int MAX_PARAMETERS = 10_000;
    private static final int BACKLOG = 1_000;
    private static final int HTTP2_WEIGHT = 10; // before HTTP/1.1, which has 0

    private final List<OpenListener> protocols;
    private final AcceptingChannel<? extends StreamConnection> channel;

    private Acceptor(List<OpenListener> protocols, AcceptingChannel<? extends StreamConnection> channel) {
        this.protocols = protocols;
        this.channel = channel;
    }

    /**
     * Starts to accept.
     *
     * @throws IOException if the address cannot be had
     */
    static Acceptor open(XnioWorker worker, ServerContext context, HttpHandler handler) throws IOException {
        var options = context.options();
        ByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER_BYTES, -1, BUFFERS_PER_THREAD);
        TlsContext tls = options.tls();
        return tls == null
                ? openPlain(worker, context, handler, buffers)
                : openTls(worker, context, handler, buffers, tls);
    }

    private static Acceptor openPlain(
            XnioWorker worker, ServerContext context, HttpHandler handler, ByteBufferPool buffers) throws IOException {
        var options = context.options();
        var http1 = new HttpOpenListener(buffers, undertowOptions(options));
        http1.setRootHandler(options.http2() ? new Http2Choice(handler) : handler);
        var gate = new ConnectionGate(context, AttachedProtocol.http1(http1, context));
        var channel = worker.createStreamConnectionServer(
                address(options),
                ChannelListeners.openListenerAdapter(gate),
                socketOptions(worker).getMap());
        channel.resumeAccepts();
        return new Acceptor(List.of(http1), channel);
    }

    private static Acceptor openTls(
            XnioWorker worker, ServerContext context, HttpHandler handler, ByteBufferPool buffers, TlsContext tls)
            throws IOException {
        var options = context.options();
        var http1 = new HttpOpenListener(buffers, undertowOptions(options));
        http1.setRootHandler(handler);
        var framed = AttachedProtocol.http1(http1, context);
        List<OpenListener> protocols = new ArrayList<>(List.of(http1));
        ChannelListener<StreamConnection> agreed = framed;
        if (options.http2()) {
            var http2 = new Http2OpenListener(buffers, undertowOptions(options));
            http2.setRootHandler(handler);
            protocols.add(http2);
            agreed = new AlpnOpenListener(buffers, undertowOptions(options), framed)
                    .addProtocol(Http2OpenListener.HTTP2, AttachedProtocol.http2(http2), HTTP2_WEIGHT);
        }
        var ssl = new UndertowXnioSsl(worker.getXnio(), OptionMap.EMPTY, buffers, tls.context());
        var channel = ssl.createSslConnectionServer(
                worker,
                address(options),
                ChannelListeners.openListenerAdapter(new ConnectionGate(context, agreed)),
                socketOptions(worker)
                        .set(Options.SSL_CLIENT_AUTH_MODE, clientAuthentication(tls.mutual()))
                        .setSequence(
                                Options.SSL_ENABLED_PROTOCOLS, tls.protocols().toArray(String[]::new))
                        .getMap());
        channel.resumeAccepts();
        return new Acceptor(protocols, channel);
    }

    private static SslClientAuthMode clientAuthentication(MutualTls mutual) {
        return switch (mutual) {
            case REQUIRED -> SslClientAuthMode.REQUIRED;
            case REQUESTED -> SslClientAuthMode.REQUESTED;
            case NONE -> SslClientAuthMode.NOT_REQUESTED;
        };
    }

    private static InetSocketAddress address(HttpServerOptions options) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(options.host()), options.port());
    }

    private static OptionMap.Builder socketOptions(XnioWorker worker) {
        return OptionMap.builder()
                .set(Options.TCP_NODELAY, true)
                .set(Options.REUSE_ADDRESSES, true)
                .set(Options.BACKLOG, BACKLOG)
                .set(Options.WORKER_IO_THREADS, worker.getIoThreadCount());
    }

    private static OptionMap undertowOptions(HttpServerOptions options) {
        return OptionMap.builder()
                .set(UndertowOptions.ENABLE_HTTP2, options.http2())
                .set(UndertowOptions.DECODE_URL, false)
                .set(UndertowOptions.MAX_HEADER_SIZE, HeadLimit.parserLimit(options.headerLimitBytes()))
                .set(UndertowOptions.MAX_HEADERS, MAX_FIELDS)
                .set(UndertowOptions.MAX_PARAMETERS, MAX_PARAMETERS)
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int)
                        options.limits().read().toMillis())
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, (int)
                        options.limits().idle().toMillis())
                .set(UndertowOptions.IDLE_TIMEOUT, (int) options.idleTimeout().toMillis())
                // A finished response must not wait in a buffer for a pipelined request that is still parked.
                .set(UndertowOptions.BUFFER_PIPELINED_DATA, false)
                .getMap();
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return channel.getLocalAddress(InetSocketAddress.class);
    }

    /** Takes no more connections; those that are there go on. */
    void stopAccepting() {
        IoUtils.safeClose(channel);
    }

    /** Closes the connections that are there. */
    void closeConnections() {
        protocols.forEach(OpenListener::closeConnections);
    }
}
