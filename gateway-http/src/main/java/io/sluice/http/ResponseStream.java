package io.sluice.http;

import io.sluice.engine.flow.Timer;
import io.sluice.engine.http.StreamedBody;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListener;
import org.xnio.channels.StreamSinkChannel;

/**
 * Sends a streamed body, owned by the exchange's I/O thread.
 *
 * <pre>
 *   idle --offered--> writing --all is out--> idle
 *                        +--socket is full--> waiting for the socket --> writing
 *                        +--closed, all is out--> sent
 * </pre>
 *
 * <p>Bytes go through one pooled buffer, which is only held while there are some: many small offers make one chunk or frame,
 * and an idle stream costs none. What is there is flushed at once.
 */
final class ResponseStream implements ChannelListener<StreamSinkChannel> {
    private static final Logger LOGGER = LoggerFactory.getLogger(ResponseStream.class);
    private static final int TURN_BYTES = 1 << 20;

    private final ExchangeInvocation invocation;
    private final ExchangeStreams streams;
    private final HttpServerExchange exchange;
    private final StreamedBody body;
    private final StreamSinkChannel channel;
    private final @Nullable Capture capture;
    private final OutBuffer out;
    private long written;
    private boolean waiting; // for the socket
    private @Nullable Timer patience;
    private boolean allWritten;
    private boolean over;
    private boolean sent;

    ResponseStream(
            ExchangeInvocation invocation, ExchangeStreams streams, HttpServerExchange exchange, StreamedBody body) {
        this.invocation = invocation;
        this.streams = streams;
        this.exchange = exchange;
        this.body = body;
        this.channel = exchange.getResponseChannel();
        this.capture = invocation.capture();
        this.out = new OutBuffer(exchange.getConnection().getByteBufferPool());
        if (channel == null) {
            throw new IllegalStateException("The response has been started by somebody else");
        }
    }

    /** Sends the head, and what there is of the body. */
    void start() {
        channel.getWriteSetter().set(this);
        body.open(() -> invocation.execute(() -> handleEvent(channel)));
        handleEvent(channel);
    }

    /** Whether nothing more will be sent. */
    boolean isOver() {
        return over;
    }

    /** Whether the client has all of it, as far as the network knows. */
    boolean isSent() {
        return sent;
    }

    /** Breaks the response off, unless its producer has ended it. */
    void abort() {
        body.abort();
    }

    /** The exchange has ended: because the response has left, which Undertow notices first, or otherwise. */
    void end() {
        if (over) {
            return;
        }
        leave();
        out.release();
        // Undertow ends a response of known length with its last byte, which may be before its producer says that it is
        // whole
        boolean whole = allWritten || written == body.length();
        sent = whole && exchange.getConnection().isOpen();
        if (!sent) {
            body.gone();
        }
    }

    /** Goes on when the socket takes more, or more has been offered. */
    @Override
    public void handleEvent(StreamSinkChannel sink) {
        if (over) {
            return;
        }
        if (body.isAborted()) {
            Departure.close(exchange, channel);
            return;
        }
        try {
            waiting = !write();
            if (waiting) {
                channel.resumeWrites();
                expectProgress();
                return;
            }
            channel.suspendWrites();
            out.release();
            if (allWritten) {
                leave();
                sent = true;
                streams.responseSent();
            }
        } catch (IOException e) {
            LOGGER.atDebug().setCause(e).log("client went away during a streamed response");
            Departure.close(exchange, channel);
        } catch (RuntimeException e) {
            LOGGER.atError()
                    .addKeyValue("requestId", invocation.requestId())
                    .setCause(e)
                    .log("streamed response failed");
            Departure.close(exchange, channel);
        }
    }

    /** Writes what there is; false when the socket does not take all of it at present. */
    private boolean write() throws IOException {
        long turnEnds = written + TURN_BYTES;
        while (!allWritten) {
            boolean last = body.isClosed();
            ByteBuffer buffer = out.filled(body::take);
            if (buffer.hasRemaining()) {
                int count = channel.write(buffer);
                written += count;
                if (capture != null) {
                    capture.sent(buffer, count);
                }
                if (count == 0 || written >= turnEnds) {
                    return false;
                }
            } else if (last) {
                invocation.unwatch();
                allWritten = true;
                channel.shutdownWrites();
            } else {
                break;
            }
        }
        return channel.flush();
    }

    /** Cuts off a client that takes nothing of what there is for it until the next look. */
    private void expectProgress() {
        if (patience != null || over) {
            return;
        }
        long before = written;
        patience = invocation.after(invocation.patience(), () -> {
            patience = null;
            if (waiting && written == before) {
                LOGGER.atDebug()
                        .addKeyValue("requestId", invocation.requestId())
                        .log("client takes nothing");
                Departure.close(exchange, channel);
            } else if (waiting) {
                expectProgress();
            }
        });
    }

    private void leave() {
        over = true;
        if (patience != null) {
            patience.cancel();
            patience = null;
        }
    }
}
