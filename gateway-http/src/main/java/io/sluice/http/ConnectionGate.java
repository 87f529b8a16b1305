package io.sluice.http;

import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/**
 * What each new connection passes before anything is read from it: its address must be allowed, and it is counted from
 * then on. Called on I/O threads.
 */
final class ConnectionGate implements ChannelListener<StreamConnection> {
    private static final Logger LOGGER = LoggerFactory.getLogger(ConnectionGate.class);

    private final ServerContext context;
    private final ChannelListener<StreamConnection> protocol;

    /**
     * A gate.
     *
     * @param protocol where connections go on: an {@link AttachedProtocol}, or what finds out which one
     */
    ConnectionGate(ServerContext context, ChannelListener<StreamConnection> protocol) {
        this.context = context;
        this.protocol = protocol;
    }

    @Override
    public void handleEvent(StreamConnection connection) {
        var peer = connection.getPeerAddress(InetSocketAddress.class);
        var local = connection.getLocalAddress(InetSocketAddress.class);
        if (peer == null
                || local == null
                || !context.options().limits().admitted().test(peer.getAddress(), local.getAddress())) {
            context.counters().countRefusedAddress();
            refuse(connection, "connection closed: no route takes its addresses");
        } else if (!context.connections().enter()) {
            context.counters().countRefusedConnection();
            refuse(connection, "connection closed: too many are open");
        } else {
            Arrival.note(connection, context);
            protocol.handleEvent(connection);
        }
    }

    private static void refuse(StreamConnection connection, String why) {
        LOGGER.atDebug().addKeyValue("peer", connection.getPeerAddress()).log(why);
        IoUtils.safeClose(connection);
    }
}
