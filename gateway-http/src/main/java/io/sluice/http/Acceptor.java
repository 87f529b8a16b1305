package io.sluice.http;

import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.server.protocol.http2.Http2UpgradeHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * Accepts the connections of one address and hands each, through a {@link ConnectionGate}, to Undertow's HTTP/1.1, which
 * can turn it into HTTP/2. Methods may be called by any thread but an I/O thread.
 *
 * <p>Undertow's own builder has no place for the gate; everything else is set up as there.
 */
final class Acceptor {
    private static final int BUFFER_BYTES = (16 << 10) - 20; // leaves room for what TLS and HTTP/2 put around it
    private static final int BUFFERS_PER_THREAD = 4;
    private static final int MAX_FIELDS = 1_000;
    private static final int MAX_PARAMETERS = 10_000;
    private static final int BACKLOG = 1_000;
    private static final OptionMap SOCKET = OptionMap.builder()
            .set(Options.TCP_NODELAY, true)
            .set(Options.REUSE_ADDRESSES, true)
            .set(Options.BACKLOG, BACKLOG)
            .getMap();

    private final HttpOpenListener protocol;
    private final AcceptingChannel<StreamConnection> channel;

    private Acceptor(HttpOpenListener protocol, AcceptingChannel<StreamConnection> channel) {
        this.protocol = protocol;
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
        var protocol = new HttpOpenListener(buffers, undertowOptions(options));
        protocol.setRootHandler(options.http2() ? new Http2UpgradeHandler(handler) : handler);
        var address = new InetSocketAddress(InetAddress.getByName(options.host()), options.port());
        var gate = new ConnectionGate(context, protocol);
        var channel = worker.createStreamConnectionServer(
                address,
                ChannelListeners.openListenerAdapter(gate),
                OptionMap.builder()
                        .addAll(SOCKET)
                        .set(Options.WORKER_IO_THREADS, worker.getIoThreadCount())
                        .getMap());
        channel.resumeAccepts();
        return new Acceptor(protocol, channel);
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
        protocol.closeConnections();
    }
}
