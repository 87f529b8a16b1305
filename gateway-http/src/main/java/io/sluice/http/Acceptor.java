package io.sluice.http;

import io.sluice.engine.tls.TlsContext;
import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.AlpnOpenListener;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.server.protocol.http2.Http2OpenListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLEngine;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;
import org.xnio.ssl.SslConnection;

/**
 * Accepts the connections of one address and hands each, through a {@link ConnectionGate}, to Undertow's HTTP/1.1, which
 * can turn it into HTTP/2; with TLS to the one of both that client and server agree on (ALPN, RFC 7301). Methods may be
 * called by any thread but an I/O thread.
 *
 * <p>The socket is one for plain text and TLS alike, and each connection is spoken to as the entrance of its moment says.
 * So everything but the address can be changed while it is open.
 *
 * <p>Undertow's own builder has no place for the gate; everything else is set up as there.
 */
final class Acceptor {
    private static final int BUFFER_BYTES = (16 << 10) - 20; // leaves room for what TLS and HTTP/2 put around it
    private static final int BUFFERS_PER_THREAD = 4;
    private static final long UNLIMITED = -1;
    private static final int MAX_FIELDS = 1_000;
    private static final int MAX_PARAMETERS = 10_000;
    /** Unread pieces of paused HTTP/2 streams, before the whole connection waits for them. */
    private static final int QUEUED_READS = 64;

    private static final int BACKLOG = 1_000;
    private static final int HTTP2_WEIGHT = 10; // before HTTP/1.1, which has 0

    private final XnioWorker worker;
    private final HttpHandler handler;
    private final ByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER_BYTES, -1, BUFFERS_PER_THREAD);
    /** TLS takes nothing but whole records: a buffer that a record does not fit into is never read. */
    private final ByteBufferPool records =
            new DefaultByteBufferPool(true, RecordLimit.RECORD_BYTES, -1, BUFFERS_PER_THREAD);

    private final HttpOpenListener http1;
    private final Http2OpenListener http2;
    private final AcceptingChannel<? extends StreamConnection> channel;
    private volatile ChannelListener<StreamConnection> entrance;

    private Acceptor(XnioWorker worker, ServerContext context, HttpHandler handler) throws IOException {
        this.worker = worker;
        this.handler = handler;
        this.http1 = new HttpOpenListener(buffers, undertowOptions(context.options()));
        this.http2 = new Http2OpenListener(buffers, undertowOptions(context.options()));
        this.http2.setRootHandler(handler);
        this.entrance = entrance(context);
        this.channel = worker.createStreamConnectionServer(
                address(context.options()),
                ChannelListeners.openListenerAdapter(connection -> entrance.handleEvent(connection)),
                socketOptions(worker).getMap());
    }

    /**
     * Starts to accept.
     *
     * @throws IOException if the address cannot be had
     */
    static Acceptor open(XnioWorker worker, ServerContext context, HttpHandler handler) throws IOException {
        var acceptor = new Acceptor(worker, context, handler);
        acceptor.channel.resumeAccepts();
        return acceptor;
    }

    /** Accepts with other options from now on; connections that are there keep theirs. */
    void use(ServerContext context) {
        entrance = entrance(context);
    }

    private ChannelListener<StreamConnection> entrance(ServerContext context) {
        var options = context.options();
        OptionMap settings = undertowOptions(options);
        TlsContext tls = options.tls();
        http1.setUndertowOptions(settings);
        http2.setUndertowOptions(settings);
        http1.setRootHandler(options.http2() && tls == null ? new Http2Choice(handler) : handler);
        var framed = AttachedProtocol.http1(http1, context);
        if (tls == null) {
            return new ConnectionGate(context, framed);
        }
        ChannelListener<StreamConnection> agreed = options.http2()
                ? new AlpnOpenListener(buffers, settings, framed)
                        .addProtocol(Http2OpenListener.HTTP2, AttachedProtocol.http2(http2), HTTP2_WEIGHT)
                : framed;
        var gate = new ConnectionGate(context, agreed);
        var ssl = new UndertowXnioSsl(worker.getXnio(), OptionMap.EMPTY, records, tls.context());
        return connection -> gate.handleEvent(secured(connection, ssl, tls));
    }

    private static StreamConnection secured(StreamConnection connection, UndertowXnioSsl ssl, TlsContext tls) {
        var source = connection.getSourceChannel();
        source.setConduit(new RecordLimit(source.getConduit()));
        SslConnection secured = ssl.wrapExistingConnection(connection, OptionMap.EMPTY, false);
        SSLEngine engine = UndertowXnioSsl.getSslEngine(secured);
        engine.setEnabledProtocols(tls.protocols().toArray(String[]::new));
        switch (tls.mutual()) {
            case REQUIRED -> engine.setNeedClientAuth(true);
            case REQUESTED -> engine.setWantClientAuth(true);
            case NONE -> engine.setNeedClientAuth(false);
        }
        return secured;
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
                // Undertow holds chunks to this, by default 2 MiB, whatever an exchange is set to later. Who reads sets
                // bounds.
                .set(UndertowOptions.MAX_ENTITY_SIZE, UNLIMITED)
                .set(UndertowOptions.MAX_QUEUED_READ_BUFFERS, QUEUED_READS)
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
        http1.closeConnections();
        http2.closeConnections();
    }
}
