package io.sluice.http;

import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListener;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads and drops what is left of a request whose response has left; owned by the I/O thread.
 *
 * <p>Closing a connection with unread bytes makes the network throw away what the client has not read yet (RFC 9112
 * section 9.6), which would be the response. So the rest of the body is read for a while: too long or too slow a rest
 * costs the connection, else it can be kept. The exchange's maximal entity size is the bound in bytes, a mebibyte that of a
 * body that was streamed.
 */
final class RequestDrain implements ChannelListener<StreamSourceChannel> {
    private static final Logger LOGGER = LoggerFactory.getLogger(RequestDrain.class);
    private static final int SECONDS = 5;
    private static final int REST_OF_STREAM = 1 << 20;

    private final HttpServerExchange exchange;
    private long left;

    RequestDrain(HttpServerExchange exchange) {
        this.exchange = exchange;
        long most = exchange.getMaxEntitySize();
        this.left = most == RequestStream.ENDLESS ? REST_OF_STREAM : most;
    }

    void start() {
        if (!exchange.isRequestChannelAvailable()) {
            Connectors.resetRequestChannel(exchange); // a reader gave up on it
        }
        var channel = exchange.getRequestChannel();
        limitTime();
        handleEvent(channel);
    }

    @Override
    public void handleEvent(StreamSourceChannel channel) {
        try (var pooled = exchange.getConnection().getByteBufferPool().allocate()) {
            var buffer = pooled.getBuffer();
            int read = channel.read(buffer);
            while (read > 0 && left >= 0) {
                left -= read;
                buffer.clear();
                read = channel.read(buffer);
            }
            if (read == 0) {
                channel.getReadSetter().set(this);
                channel.resumeReads();
            } else if (read > 0) {
                Departure.close(exchange);
            }
        } catch (IOException e) {
            LOGGER.atDebug().setCause(e).log("rest of a request body broke off");
            Departure.close(exchange);
        }
    }

    private void limitTime() {
        try {
            var timer = exchange.getIoThread().executeAfter(this::giveUp, SECONDS, TimeUnit.SECONDS);
            exchange.addExchangeCompleteListener((ended, next) -> {
                timer.remove();
                next.proceed();
            });
        } catch (RejectedExecutionException e) {
            LOGGER.atDebug().setCause(e).log("I/O thread has stopped");
        }
    }

    private void giveUp() {
        if (!exchange.isComplete()) {
            Departure.close(exchange);
        }
    }
}
