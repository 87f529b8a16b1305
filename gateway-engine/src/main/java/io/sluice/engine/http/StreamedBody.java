package io.sluice.engine.http;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A body whose bytes come into being while it is sent. It belongs to one response.
 *
 * <pre>
 *   open --close--> closed   the client sees the end once it has what was offered
 *     +---abort---> aborted  the client sees a broken response
 *     +----gone---> gone     the client has left, or wants no body (HEAD)
 * </pre>
 *
 * <p>The producer may offer and close from any thread, but not from two at a time; everything else may be called by any
 * thread at any time. The bytes that wait to be sent have a bound, which the producer has to heed: it offers while the body
 * {@linkplain #isWritable is writable}, and otherwise leaves an action with {@link #whenWritable}. No method blocks.
 *
 * <p>A body whose length is announced is aborted when it turns out shorter or longer: what is not what was announced must not
 * look whole.
 */
public final class StreamedBody implements Body {
    private static final Runnable TOLD = StreamedBody::nothing;

    private final int limit;
    private final long length;
    private long promised; // bytes offered so far; owned by the producer
    private final Queue<ByteBuffer> offered = new ConcurrentLinkedQueue<>();
    private final AtomicLong pending = new AtomicLong();
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final AtomicBoolean news = new AtomicBoolean();
    private final AtomicReference<@Nullable Runnable> writableListener = new AtomicReference<>();
    private final AtomicReference<@Nullable Runnable> goneListener = new AtomicReference<>();
    private final AtomicReference<@Nullable Runnable> writer = new AtomicReference<>();

    private enum State {
        OPEN,
        CLOSED,
        ABORTED,
        GONE
    }

    /**
     * An open body.
     *
     * @param limit the most bytes that wait to be sent; the body is writable while there are less than half as many, so that
     *     a producer that heeds this can offer half the limit at a time
     */
    public StreamedBody(int limit) {
        this(limit, UNKNOWN);
    }

    /**
     * An open body whose length is announced.
     *
     * @param limit as {@linkplain #StreamedBody(int) above}
     * @param length in bytes, or {@link #UNKNOWN}
     */
    public StreamedBody(int limit, long length) {
        if (limit < 2) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: 2 or more)");
        }
        if (length < UNKNOWN) {
            throw new IllegalArgumentException("length: " + length + " (expected: 0 or more)");
        }
        this.limit = limit;
        this.length = length;
    }

    /**
     * Has bytes sent as soon as the client takes them.
     *
     * @param bytes from position to limit, both of which stay; must not change afterwards
     * @return false when they will not be sent: the body has ended, or has been aborted because they go past the limit or
     *     the announced length
     */
    public boolean offer(ByteBuffer bytes) {
        if (state.get() != State.OPEN) {
            return false;
        }
        promised += bytes.remaining();
        if (pending.addAndGet(bytes.remaining()) > limit || (length != UNKNOWN && promised > length)) {
            abort();
            return false;
        }
        offered.add(bytes.slice());
        tell();
        return true;
    }

    /** The same with an array, which must not change afterwards. */
    public boolean offer(byte[] bytes) {
        return offer(ByteBuffer.wrap(bytes));
    }

    /** Ends the body after what was offered, or aborts it when more was announced; does nothing when it has ended. */
    public void close() {
        if (length != UNKNOWN && promised != length) {
            abort();
        } else if (state.compareAndSet(State.OPEN, State.CLOSED)) {
            tell();
        }
    }

    /** Breaks the response off, whatever has been sent of it; does nothing when the body has ended. */
    public void abort() {
        if (state.compareAndSet(State.OPEN, State.ABORTED)) {
            tell();
        }
    }

    /** Whether the producer may offer more at the moment: up to half the limit. */
    public boolean isWritable() {
        return pending.get() < limit / 2;
    }

    /**
     * Runs an action once, as soon as the body is writable: now, or on the I/O thread that sends it. It takes the place of an
     * earlier one that has not run, and never runs once the body has ended.
     */
    public void whenWritable(Runnable action) {
        writableListener.set(action);
        if (isWritable()) {
            tellWritable();
        }
    }

    /**
     * Calls a listener once if the response ends before its client has all of it, for another reason than {@link #abort}: on
     * the I/O thread that sends it, or at once if it has. One listener at most.
     */
    public void onGone(Runnable listener) {
        Objects.requireNonNull(listener, "listener");
        if (!goneListener.compareAndSet(null, listener)) {
            if (goneListener.get() != TOLD) {
                throw new IllegalStateException("There is a listener already");
            }
            listener.run();
        }
    }

    /**
     * Binds the edge that sends the body.
     *
     * @param wake is called by any thread when there is something to do, not again before the next {@link #take}
     */
    public void open(Runnable wake) {
        if (!writer.compareAndSet(null, wake)) {
            throw new IllegalStateException("A streamed body belongs to one response");
        }
    }

    /** Moves what waits, as far as it fits; for the edge, on its I/O thread. */
    public void take(ByteBuffer target) {
        news.set(false);
        for (ByteBuffer next = offered.peek(); next != null && target.hasRemaining(); next = offered.peek()) {
            int count = Math.min(next.remaining(), target.remaining());
            target.put(target.position(), next, next.position(), count);
            target.position(target.position() + count);
            next.position(next.position() + count);
            pending.addAndGet(-count);
            if (!next.hasRemaining()) {
                offered.remove();
            }
        }
        if (isWritable()) {
            tellWritable();
        }
    }

    /** Whether it ends after what can still be taken; for the edge, which asks before it takes. */
    public boolean isClosed() {
        return state.get() == State.CLOSED;
    }

    /** Whether the response is to be broken off; for the edge. */
    public boolean isAborted() {
        return state.get() == State.ABORTED;
    }

    /** Says that nobody takes the bytes any more; for the edge, on its I/O thread. */
    public void gone() {
        State before = state.getAndUpdate(now -> now == State.ABORTED ? now : State.GONE);
        offered.clear();
        writableListener.set(null);
        Runnable listener = before == State.ABORTED ? null : goneListener.getAndSet(TOLD);
        if (listener != null) {
            listener.run();
        }
    }

    private static void nothing() {}

    private void tell() {
        Runnable wake = writer.get();
        if (wake != null && news.compareAndSet(false, true)) {
            wake.run();
        }
    }

    private void tellWritable() {
        Runnable action = writableListener.get() == null ? null : writableListener.getAndSet(null);
        if (action != null && state.get() == State.OPEN) {
            action.run();
        }
    }

    @Override
    public long length() {
        return length;
    }

    /** Not for streams. */
    @Override
    public int chunks() {
        throw new UnsupportedOperationException("a streamed body has no chunks before they are offered");
    }

    /** Not for streams. */
    @Override
    public ByteBuffer chunk(int index) {
        throw new UnsupportedOperationException("a streamed body has no chunks before they are offered");
    }
}
