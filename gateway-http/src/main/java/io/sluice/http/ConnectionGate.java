package io.sluice.http;

import io.undertow.server.protocol.http.HttpOpenListener;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/**
 * What each new connection passes before Undertow has it: its address must be allowed, it is counted, and its framing is
 * checked from then on. Called on I/O threads.
 */
final class ConnectionGate implements ChannelListener<StreamConnection> {
    private static final Logger LOGGER = LoggerFactory.getLogger(ConnectionGate.class);

    private final ServerContext context;
    private final HttpOpenListener protocol;

    ConnectionGate(ServerContext context, HttpOpenListener protocol) {
        this.context = context;
        this.protocol = protocol;
    }

    @Override
    public void handleEvent(StreamConnection connection) {
        var peer = connection.getPeerAddress(InetSocketAddress.class);
        if (peer == null || !context.options().limits().peers().test(peer.getAddress())) {
            refuse(connection, "connection closed: no route takes its address");
            return;
        }
        if (!context.connections().enter()) {
            refuse(connection, "connection closed: too many are open");
            return;
        }
        var options = context.options();
        var source = connection.getSourceChannel();
        var framing = new RequestFraming(options.http2(), options.headerLimitBytes());
        source.setConduit(new FramingConduit(source.getConduit(), framing));
        protocol.handleEvent(connection);
        leaveWhenClosed(connection);
    }

    private void refuse(StreamConnection connection, String why) {
        context.counters().countRefusedConnection();
        LOGGER.atDebug().addKeyValue("peer", connection.getPeerAddress()).log(why);
        IoUtils.safeClose(connection);
    }

    /** Undertow has put its own close listener there. */
    private void leaveWhenClosed(StreamConnection connection) {
        if (!connection.isOpen()) {
            context.connections().leave();
            return;
        }
        var undertow = connection.getCloseListener();
        connection.setCloseListener(closed -> {
            context.connections().leave();
            ChannelListeners.invokeChannelListener(closed, undertow);
        });
    }
}
