package io.sluice.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Notices that the client of a waiting HTTP/1.1 request closes its connection; owned by the I/O thread.
 *
 * <p>A selector tells the end of a stream only to who reads. So it reads: the end means that nobody waits any more (a
 * client that closes only its sending side counts as gone, as with most servers); bytes are the next, pipelined request,
 * which are given back, and then the watch is over. HTTP/2 streams are not watched: Undertow does not tell of their end.
 */
final class DisconnectWatch implements ChannelListener<ConduitStreamSourceChannel> {
    private final HttpServerConnection connection;

    private DisconnectWatch(HttpServerConnection connection) {
        this.connection = connection;
    }

    /** Starts to watch an exchange whose request is complete; null when it cannot be watched. */
    static @Nullable DisconnectWatch start(HttpServerExchange exchange) {
        if (exchange.getConnection() instanceof HttpServerConnection connection
                && exchange.isRequestComplete()
                && connection.getExtraBytes() == null) {
            var watch = new DisconnectWatch(connection);
            connection.getChannel().getSourceChannel().setReadListener(watch);
            connection.getOriginalSourceConduit().resumeReads();
            return watch;
        }
        return null;
    }

    /** Ends the watch, before the response is written. */
    void stop() {
        connection.getOriginalSourceConduit().suspendReads();
    }

    @Override
    public void handleEvent(ConduitStreamSourceChannel channel) {
        var pooled = connection.getByteBufferPool().allocate();
        boolean kept = false;
        try {
            int read = connection.getOriginalSourceConduit().read(pooled.getBuffer());
            if (read < 0) {
                IoUtils.safeClose(connection); // ends the exchange, which abandons its invocation
            } else if (read > 0) {
                stop();
                pooled.getBuffer().flip();
                connection.ungetRequestBytes(pooled);
                kept = true;
            }
        } catch (IOException e) {
            IoUtils.safeClose(connection);
        } finally {
            if (!kept) {
                pooled.close();
            }
        }
    }
}
