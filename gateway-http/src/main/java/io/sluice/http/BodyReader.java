package io.sluice.http;

import io.sluice.engine.flow.Timer;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.observe.KeptBody;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListener;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads one request body into memory, owned by the exchange's I/O thread.
 *
 * <p>The array grows with what arrives, not with what content-length promises, and only as far as the {@link BodyRoom}
 * that all requests share has room for it. {@code Expect: 100-continue} is answered
 * here, because only here is it known that somebody wants the body (RFC 9110 section 10.1.1).
 */
final class BodyReader implements ChannelListener<StreamSourceChannel> {
    private static final Logger LOGGER = LoggerFactory.getLogger(BodyReader.class);
    private static final byte[] EMPTY = new byte[0];
    private static final int FIRST_BYTES = 4 << 10;
    private static final long LEAST_BYTES_PER_SECOND = 1 << 10;

    /** How many times what has arrived a declared length is believed: most bodies are read without copying them again. */
    private static final int TRUST = 8;

    private final ExchangeInvocation invocation;
    private final HttpServerExchange exchange;
    private final int limit;
    private final Consumer<byte[]> consumer;
    private byte[] bytes = EMPTY;
    private int count;
    private boolean complete;
    private @Nullable Timer slowness;

    BodyReader(ExchangeInvocation invocation, HttpServerExchange exchange, int limit, Consumer<byte[]> consumer) {
        this.invocation = invocation;
        this.exchange = exchange;
        this.limit = limit;
        this.consumer = consumer;
    }

    void start() {
        if (exchange.isRequestComplete()) {
            complete = true;
            invocation.run(() -> consumer.accept(EMPTY));
        } else if (exchange.getRequestContentLength() > limit) {
            tooLarge();
        } else if (HttpContinue.requiresContinueResponse(exchange)) {
            invocation.afterHandling(this::sendContinue);
        } else {
            read(channel());
        }
    }

    /** Goes on when more bytes have arrived. */
    @Override
    public void handleEvent(StreamSourceChannel channel) {
        if (invocation.isEnded()) {
            channel.suspendReads(); // the rest is dropped after the response
        } else {
            read(channel);
        }
    }

    private StreamSourceChannel channel() {
        var channel = exchange.getRequestChannel();
        if (channel == null) {
            throw new IllegalStateException("The request body is being read by somebody else");
        }
        return channel;
    }

    private void sendContinue() {
        HttpContinue.sendContinueResponse(exchange, new IoCallback() {
            @Override
            public void onComplete(HttpServerExchange sent, Sender sender) {
                read(channel());
            }

            @Override
            public void onException(HttpServerExchange sent, Sender sender, IOException failure) {
                invocation.abandon();
            }
        });
    }

    private void read(StreamSourceChannel channel) {
        try (var pooled = exchange.getConnection().getByteBufferPool().allocate()) {
            var buffer = pooled.getBuffer();
            while (true) {
                buffer.clear();
                int read = channel.read(buffer);
                if (read <= 0) {
                    pause(channel, read == -1);
                    return;
                }
                buffer.flip();
                if (buffer.remaining() > limit - count) {
                    channel.suspendReads();
                    tooLarge();
                    return;
                }
                if (!append(buffer)) {
                    channel.suspendReads();
                    noRoom();
                    return;
                }
            }
        } catch (IOException e) {
            // The client went away or sent no valid chunks: nobody could make use of an answer.
            LOGGER.atDebug().setCause(e).log("request body broke off");
            invocation.abandon();
        }
    }

    private void pause(StreamSourceChannel channel, boolean ended) {
        if (ended) {
            complete = true;
            channel.suspendReads();
            if (slowness != null) {
                slowness.cancel();
            }
            invocation.run(() -> consumer.accept(body()));
            invocation.watch();
            return;
        }
        if (slowness == null) {
            expectProgress(channel);
        }
        invocation.afterHandling(() -> {
            channel.getReadSetter().set(this);
            channel.resumeReads();
        });
    }

    /** Cuts off a sender that sends too little before the next look. */
    private void expectProgress(StreamSourceChannel channel) {
        int before = count;
        Duration period = invocation.limits().read();
        slowness = invocation.after(period, () -> {
            if (invocation.isEnded()) {
                return;
            }
            if (count - before >= LEAST_BYTES_PER_SECOND * period.toMillis() / 1000) {
                expectProgress(channel);
                return;
            }
            channel.suspendReads();
            exchange.setPersistent(false);
            invocation.fail(
                    ProblemType.REQUEST_TIMEOUT,
                    "The request body comes at less than " + LEAST_BYTES_PER_SECOND + " bytes per second.");
        });
    }

    /** Keeps what has arrived; false when the gateway has no room for it. */
    private boolean append(ByteBuffer buffer) {
        int needed = count + buffer.remaining();
        if (needed > bytes.length) {
            int length = newLength(needed);
            if (!invocation.takeBodyRoom(length - bytes.length)) {
                bytes = EMPTY;
                return false;
            }
            bytes = Arrays.copyOf(bytes, length);
        }
        int length = buffer.remaining();
        buffer.get(bytes, count, length);
        count += length;
        invocation.received(count);
        return true;
    }

    private int newLength(int needed) {
        long declared = exchange.getRequestContentLength();
        long grown = declared > 0
                ? Math.min(Math.max(declared, needed), (long) TRUST * needed)
                : Math.max(Math.max(FIRST_BYTES, 2L * bytes.length), needed);
        return (int) Math.min(grown, limit);
    }

    private byte[] body() {
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    }

    /** What there is of the body, as far as this many bytes. */
    KeptBody kept(int most) {
        int kept = Math.min(Math.min(count, bytes.length), most);
        return new KeptBody(Arrays.copyOf(bytes, kept), count, complete);
    }

    private void noRoom() {
        invocation.fail(ProblemType.OVERLOADED, "Too many request bodies are being handled; nothing was done.");
    }

    private void tooLarge() {
        exchange.setPersistent(false);
        String detail = "The request body is larger than the limit of " + limit + " bytes.";
        invocation.fail(ProblemType.BODY_TOO_LARGE, detail);
    }
}
