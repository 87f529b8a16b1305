package io.sluice.http;

import io.sluice.engine.flow.BodyReceiver;
import io.sluice.engine.flow.BodySource;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListener;
import org.xnio.channels.StreamSourceChannel;

/**
 * Hands a request body over while it arrives, owned by the exchange's I/O thread.
 *
 * <p>Nothing is kept: what the receiver does not take for the moment stays with the network, whose windows slow the sender
 * down. A sender that sends much leaves the thread to others after each mebibyte.
 */
final class RequestStream implements ChannelListener<StreamSourceChannel>, BodySource {
    /** The maximal entity size of an exchange whose body is streamed. */
    static final long ENDLESS = Long.MAX_VALUE;

    private static final Logger LOGGER = LoggerFactory.getLogger(RequestStream.class);
    private static final int TURN_BYTES = 1 << 20;

    /** What there is to be done about {@code Expect: 100-continue}. */
    private enum Continuation {
        NONE,
        WANTED,
        BEING_SENT
    }

    private final ExchangeInvocation invocation;
    private final ExchangeStreams streams;
    private final HttpServerExchange exchange;
    private final BodyReceiver receiver;
    private final Duration idle;
    private final @Nullable Capture capture;
    private volatile boolean paused; // any thread
    private Continuation continuation = Continuation.NONE;
    private @Nullable Runnable delayed; // the response, until then
    private boolean over;
    private @Nullable StreamSourceChannel channel;
    private long count;
    private volatile long movedAt; // by System.nanoTime; any thread

    RequestStream(
            ExchangeInvocation invocation,
            ExchangeStreams streams,
            HttpServerExchange exchange,
            BodyReceiver receiver,
            Duration idle) {
        this.invocation = invocation;
        this.streams = streams;
        this.exchange = exchange;
        this.receiver = receiver;
        this.idle = idle;
        this.capture = invocation.capture();
    }

    /** Has reading begin after the call; a client that waits for a 100 gets it before any streamed response. */
    void start() {
        exchange.setMaxEntitySize(ENDLESS);
        if (!exchange.isRequestComplete() && HttpContinue.requiresContinueResponse(exchange)) {
            continuation = Continuation.WANTED;
        }
        invocation.execute(this::begin);
    }

    private void begin() {
        if (over) {
            return;
        }
        if (exchange.isRequestComplete()) {
            complete();
        } else if (continuation == Continuation.WANTED) {
            sendContinue();
        } else {
            open();
        }
    }

    private void sendContinue() {
        continuation = Continuation.BEING_SENT;
        HttpContinue.sendContinueResponse(exchange, new IoCallback() {
            @Override
            public void onComplete(HttpServerExchange sent, Sender sender) {
                continuation = Continuation.NONE;
                if (delayed != null) {
                    delayed.run();
                }
                begin();
            }

            @Override
            public void onException(HttpServerExchange sent, Sender sender, IOException failure) {
                breakOff();
                streams.disconnected();
            }
        });
    }

    /** Keeps the response back while a 100 has to go before it; false when it may go. */
    boolean delays(Runnable response) {
        boolean wait = continuation == Continuation.BEING_SENT || (continuation == Continuation.WANTED && !over);
        if (wait) {
            delayed = response;
        }
        return wait;
    }

    private void open() {
        channel = exchange.getRequestChannel();
        if (channel == null) {
            throw new IllegalStateException("The request body is being read by somebody else");
        }
        channel.getReadSetter().set(this);
        movedAt = System.nanoTime();
        watchIdleness(idle.toNanos());
        handleEvent(channel);
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        if (paused) {
            movedAt = System.nanoTime(); // before anybody can take the pause for idleness
            paused = false;
            invocation.execute(this::goOn);
        }
    }

    private void goOn() {
        if (channel != null) {
            handleEvent(channel);
        }
    }

    /** Goes on when more bytes have arrived. */
    @Override
    public void handleEvent(StreamSourceChannel source) {
        try {
            read(source);
        } catch (IOException e) {
            // The client went away or sent no valid chunks: nobody could make use of an answer.
            LOGGER.atDebug().setCause(e).log("streamed request body broke off");
            breakOff();
            streams.disconnected();
        }
    }

    private void read(StreamSourceChannel source) throws IOException {
        try (var pooled = exchange.getConnection().getByteBufferPool().allocate()) {
            var buffer = pooled.getBuffer();
            long turnEnds = count + TURN_BYTES;
            while (!over && !paused && count < turnEnds) {
                int read = source.read(buffer.clear());
                if (read < 0) {
                    source.suspendReads();
                    complete();
                    return;
                }
                if (read == 0) {
                    break;
                }
                count += read;
                movedAt = System.nanoTime();
                invocation.received(count);
                buffer.flip();
                if (capture != null) {
                    capture.received(buffer);
                }
                tell(() -> receiver.received(buffer));
            }
        }
        if (over || paused) {
            source.suspendReads();
        } else {
            source.resumeReads();
        }
    }

    private void complete() {
        over = true;
        if (capture != null) {
            capture.receivedAll();
        }
        tell(receiver::completed);
        invocation.watch();
    }

    /** Reads no more; the receiver is told, unless it has the whole body. */
    void breakOff() {
        if (over) {
            return;
        }
        over = true;
        if (channel != null) {
            channel.suspendReads();
        }
        tell(receiver::brokenOff);
    }

    private void tell(Runnable news) {
        try {
            news.run();
        } catch (Throwable e) {
            streams.failed(e);
        }
    }

    private void watchIdleness(long nanos) {
        invocation.after(Duration.ofNanos(nanos), () -> {
            if (over) {
                return;
            }
            long left = paused ? idle.toNanos() : movedAt + idle.toNanos() - System.nanoTime();
            if (left > 0) {
                watchIdleness(left);
            } else {
                breakOff();
                streams.stoodStill(idle);
            }
        });
    }
}
