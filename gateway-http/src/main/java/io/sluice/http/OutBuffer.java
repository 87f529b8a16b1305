package io.sluice.http;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pooled buffer that bytes go through on their way to a socket. It is taken out of the pool when there may be something to
 * send, and kept until its owner {@linkplain #release gives it back}, so that an idle stream costs none. Owned by an I/O
 * thread.
 */
public final class OutBuffer {
    private final ByteBufferPool pool;
    private @Nullable PooledByteBuffer pooled; // while it is held

    /** A buffer that is not held yet. */
    public OutBuffer(ByteBufferPool pool) {
        this.pool = pool;
    }

    /**
     * What is left of the bytes, or the next ones in their place; empty when there are none at the moment. The buffer is held
     * in either case.
     *
     * @param source puts the next bytes into a cleared buffer; asked only when nothing is left
     */
    public ByteBuffer filled(Consumer<ByteBuffer> source) {
        PooledByteBuffer held = pooled;
        if (held == null) {
            held = pool.allocate();
            held.getBuffer().limit(0);
            pooled = held;
        }
        ByteBuffer buffer = held.getBuffer();
        if (!buffer.hasRemaining()) {
            source.accept(buffer.clear());
            buffer.flip();
        }
        return buffer;
    }

    /** Whether it has not been given back. */
    public boolean isHeld() {
        return pooled != null;
    }

    /** Gives it back with what is left in it; harmless when repeated. */
    public void release() {
        if (pooled != null) {
            pooled.close();
            pooled = null;
        }
    }
}
