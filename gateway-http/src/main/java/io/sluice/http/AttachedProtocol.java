package io.sluice.http;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.ConnectorStatistics;
import io.undertow.server.DelegateOpenListener;
import io.undertow.server.HttpHandler;
import io.undertow.util.PooledAdaptor;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.conduits.PushBackStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * One of Undertow's protocols, as connections are handed to it: counted until they close, and with HTTP/1.1 behind a
 * {@link FramingConduit}. Called on I/O threads.
 */
final class AttachedProtocol implements DelegateOpenListener {
    private final DelegateOpenListener protocol;
    private final @Nullable ServerContext framed;

    private AttachedProtocol(DelegateOpenListener protocol, @Nullable ServerContext framed) {
        this.protocol = protocol;
        this.framed = framed;
    }

    /** HTTP/1.1, whose framing is checked. */
    static AttachedProtocol http1(DelegateOpenListener protocol, ServerContext context) {
        return new AttachedProtocol(protocol, context);
    }

    /** HTTP/2, whose framing Undertow checks. */
    static AttachedProtocol http2(DelegateOpenListener protocol) {
        return new AttachedProtocol(protocol, null);
    }

    @Override
    public void handleEvent(StreamConnection connection) {
        handleEvent(connection, null);
    }

    /** Takes a connection of which something may have been read already. */
    @Override
    public void handleEvent(StreamConnection connection, @Nullable PooledByteBuffer read) {
        Arrival.attach(connection, () -> {
            if (framed == null) {
                protocol.handleEvent(connection, read);
            } else {
                frame(connection, read, framed);
                protocol.handleEvent(connection);
            }
        });
    }

    private static void frame(StreamConnection connection, @Nullable PooledByteBuffer read, ServerContext context) {
        var options = context.options();
        var source = connection.getSourceChannel();
        StreamSourceConduit conduit = source.getConduit();
        if (read != null && read.getBuffer().hasRemaining()) {
            var pushBack = new PushBackStreamSourceConduit(conduit);
            pushBack.pushBack(new PooledAdaptor(read));
            conduit = pushBack;
        } else if (read != null) {
            read.close();
        }
        boolean plainHttp2 = options.http2() && options.tls() == null; // by prior knowledge; with TLS there is ALPN
        var framing = new RequestFraming(plainHttp2, options.headerLimitBytes());
        source.setConduit(new FramingConduit(conduit, framing, connection, context));
    }

    @Override
    public HttpHandler getRootHandler() {
        return protocol.getRootHandler();
    }

    @Override
    public void setRootHandler(HttpHandler handler) {
        protocol.setRootHandler(handler);
    }

    @Override
    public OptionMap getUndertowOptions() {
        return protocol.getUndertowOptions();
    }

    @Override
    public void setUndertowOptions(OptionMap options) {
        protocol.setUndertowOptions(options);
    }

    @Override
    public ByteBufferPool getBufferPool() {
        return protocol.getBufferPool();
    }

    @Override
    public @Nullable ConnectorStatistics getConnectorStatistics() {
        return protocol.getConnectorStatistics();
    }

    @Override
    public void closeConnections() {
        protocol.closeConnections();
    }
}
