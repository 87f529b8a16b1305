package io.sluice.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;

/**
 * A connection that is counted: from its acceptance until it closes, once, whoever closes it. If no protocol has taken it
 * within the {@code read} limit it is closed: a TLS handshake may not take for ever.
 *
 * <p>It is the connection's close listener. Undertow's protocols put their own in its place, which {@link #attach} ties
 * together with it. Called on the connection's I/O thread.
 */
final class Arrival implements ChannelListener<StreamConnection> {
    private static final Logger LOGGER = LoggerFactory.getLogger(Arrival.class);

    private final ServerContext context;
    private final AtomicBoolean left = new AtomicBoolean();
    private final XnioExecutor.Key timeout;

    private Arrival(StreamConnection connection, ServerContext context) {
        this.context = context;
        long millis = context.options().limits().read().toMillis();
        this.timeout = connection.getIoThread().executeAfter(() -> giveUp(connection), millis, TimeUnit.MILLISECONDS);
    }

    /** Notes a connection that has been counted. */
    static void note(StreamConnection connection, ServerContext context) {
        connection.setCloseListener(new Arrival(connection, context));
    }

    /** Hands a connection to a protocol, which replaces the connection's close listener. */
    static void attach(StreamConnection connection, Runnable protocol) {
        ChannelListener<? super StreamConnection> before = connection.getCloseListener();
        if (before instanceof Arrival arrival) {
            arrival.timeout.remove();
        }
        protocol.run();
        ChannelListener<? super StreamConnection> after = connection.getCloseListener();
        if (!connection.isOpen()) {
            ChannelListeners.invokeChannelListener(connection, before);
        } else if (before != null && before != after) {
            connection.setCloseListener(closed -> {
                ChannelListeners.invokeChannelListener(closed, before);
                ChannelListeners.invokeChannelListener(closed, after);
            });
        }
    }

    /** Has an action run when a connection is closed, with what is run already. */
    static void onClose(StreamConnection connection, Runnable action) {
        ChannelListener<? super StreamConnection> before = connection.getCloseListener();
        connection.setCloseListener(closed -> {
            ChannelListeners.invokeChannelListener(closed, before);
            action.run();
        });
    }

    private void giveUp(StreamConnection connection) {
        context.counters().countLateHandshake();
        LOGGER.atDebug()
                .addKeyValue("peer", connection.getPeerAddress())
                .log("connection closed: no handshake in time");
        IoUtils.safeClose(connection);
    }

    /** The connection has been closed. */
    @Override
    public void handleEvent(StreamConnection closed) {
        if (left.compareAndSet(false, true)) {
            timeout.remove();
            context.connections().leave();
        }
    }
}
