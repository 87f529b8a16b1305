package io.sluice.http;

import io.sluice.engine.http.Body;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListener;
import org.xnio.channels.StreamSinkChannel;

/**
 * Sends a body window by window, owned by the exchange's I/O thread.
 *
 * <pre>
 *   chunks --fill--> window (at most 64 buffers, 128 KiB) --write--> socket
 * </pre>
 *
 * <p>Chunks are made when the window has room, so the memory in use does not depend on the body's length. A socket that
 * takes nothing more leaves the thread to others until it is writable; a socket that takes everything does so after each
 * mebibyte. A connection that breaks ends the exchange without a word: its client has gone.
 *
 * <p>A body of one chunk, which the socket nearly always takes whole, goes there directly, and needs a writer only for
 * what is left.
 */
final class BodyWriter implements ChannelListener<StreamSinkChannel> {
    private static final Logger LOGGER = LoggerFactory.getLogger(BodyWriter.class);
    private static final ByteBuffer SENT = ByteBuffer.allocate(0);
    private static final int WINDOW_BUFFERS = 64;
    private static final int WINDOW_BYTES = 512 << 10;
    private static final int TURN_BYTES = 1 << 20;

    private final HttpServerExchange exchange;
    private final Body body;
    private final int chunks;
    private final ByteBuffer[] window;
    private int first;
    private int end;
    private int nextChunk;
    private @Nullable ByteBuffer rest; // of a chunk that did not fit the window
    private boolean allWritten;

    private BodyWriter(HttpServerExchange exchange, Body body, int chunks) {
        this.exchange = exchange;
        this.body = body;
        this.chunks = chunks;
        this.window = new ByteBuffer[Math.min(chunks + 1, WINDOW_BUFFERS)];
    }

    /** Starts the response with the first chunks of a body; what the socket does not take follows when it can. */
    static void send(HttpServerExchange exchange, Body body, int chunks) {
        var channel = exchange.getResponseChannel();
        if (channel == null) {
            throw new IllegalStateException("The response has been started by somebody else");
        }
        if (chunks == 1) {
            sendChunk(exchange, channel, body);
        } else {
            new BodyWriter(exchange, body, chunks).handleEvent(channel);
        }
    }

    private static void sendChunk(HttpServerExchange exchange, StreamSinkChannel channel, Body body) {
        var chunk = body.chunk(0);
        try {
            channel.write(chunk);
            boolean written = !chunk.hasRemaining();
            if (written) {
                channel.shutdownWrites();
            }
            if (written && channel.flush()) {
                Departure.responseWritten(exchange);
            } else {
                new BodyWriter(exchange, body, 1).goOnWith(chunk, channel);
            }
        } catch (IOException e) {
            broken(exchange, e);
        }
    }

    /** Waits for the socket to take the rest of the only chunk. */
    private void goOnWith(ByteBuffer chunk, StreamSinkChannel channel) {
        nextChunk = chunks;
        allWritten = !chunk.hasRemaining();
        rest = allWritten ? null : chunk;
        await(channel);
    }

    @Override
    public void handleEvent(StreamSinkChannel channel) {
        try {
            if (proceed(channel)) {
                Departure.responseWritten(exchange);
            } else {
                await(channel);
            }
        } catch (IOException e) {
            broken(exchange, e);
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("response body failed");
            Departure.close(exchange);
        }
    }

    private void await(StreamSinkChannel channel) {
        channel.getWriteSetter().set(this);
        channel.resumeWrites();
    }

    private static void broken(HttpServerExchange exchange, IOException failure) {
        LOGGER.atDebug().setCause(failure).log("client went away during the response");
        Departure.close(exchange);
    }

    /** Writes what the socket takes; true when the response has left. */
    private boolean proceed(StreamSinkChannel channel) throws IOException {
        long written = 0;
        while (!allWritten) {
            if (first == end && !fill()) {
                channel.shutdownWrites();
                allWritten = true;
                break;
            }
            long count = channel.write(window, first, end - first);
            written += count;
            dropSent();
            if (count == 0 || written >= TURN_BYTES) {
                return false;
            }
        }
        channel.suspendWrites();
        return channel.flush();
    }

    private void dropSent() {
        while (first < end && !window[first].hasRemaining()) {
            window[first++] = SENT; // lets go of the bytes
        }
    }

    /** Makes the next window; false when no bytes are left. */
    private boolean fill() {
        Arrays.fill(window, SENT);
        first = 0;
        end = 0;
        int room = WINDOW_BYTES;
        while (end < window.length && room > 0) {
            var chunk = nextBuffer();
            if (chunk == null) {
                break;
            }
            var part = firstBytes(chunk, room);
            room -= part.remaining();
            window[end++] = part;
        }
        return end > 0;
    }

    private @Nullable ByteBuffer nextBuffer() {
        var buffer = rest;
        rest = null;
        while (buffer == null && nextChunk < chunks) {
            var chunk = body.chunk(nextChunk++);
            buffer = chunk.hasRemaining() ? chunk : null;
        }
        return buffer;
    }

    /** The part of a buffer that fits; the JDK copies heap buffers to native memory of the same size and keeps that. */
    private ByteBuffer firstBytes(ByteBuffer buffer, int count) {
        if (buffer.remaining() <= count) {
            return buffer;
        }
        var part = buffer.slice(buffer.position(), count);
        rest = buffer.position(buffer.position() + count);
        return part;
    }
}
