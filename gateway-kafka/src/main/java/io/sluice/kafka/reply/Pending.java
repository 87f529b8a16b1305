package io.sluice.kafka.reply;

import io.sluice.engine.http.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A correlation id whose reply is not there yet, and the requests that care.
 *
 * <pre>
 *   awaited --claim--> sending --sent--> sent --reply--> (gone)
 *                         +-----failed--> (gone)
 * </pre>
 *
 * <p>Equal requests share one: the first sends the record, the others wait along. Any thread; the lock is held for a few
 * instructions only, and listeners are called outside of it.
 */
public final class Pending {

    /** A request that cares. Called by any thread; must hand over and return. */
    public interface Listener {
        /** The record is acknowledged. */
        void sent();

        /** The record was not accepted; there will be no reply. */
        void failed(Problem problem);

        /** The reply is there. */
        void replied(Reply reply);

        /** The gateway is stopping: what was only preferred to wait for is no longer waited for. Told more than once. */
        void waitIsOver();
    }

    private enum State {
        AWAITED,
        SENDING,
        SENT
    }

    private final List<Listener> listeners = new ArrayList<>(1);
    private State state = State.AWAITED;
    private long claimedAt;
    private long sentAt;

    /** Takes on sending the record; true for one caller only. */
    public synchronized boolean claim() {
        if (state != State.AWAITED) {
            return false;
        }
        state = State.SENDING;
        claimedAt = System.nanoTime();
        return true;
    }

    /** Nanoseconds since somebody took on sending the record; negative when nobody did. */
    synchronized long age() {
        return state == State.AWAITED ? -1 : System.nanoTime() - claimedAt;
    }

    /** Whether the record is acknowledged. */
    public synchronized boolean isSent() {
        return state == State.SENT;
    }

    /** Notes that the record is acknowledged, and tells. */
    public void sent() {
        synchronized (this) {
            state = State.SENT;
            sentAt = System.nanoTime();
        }
        tell(Listener::sent);
    }

    void failed(Problem problem) {
        tell(listener -> listener.failed(problem));
    }

    void waitIsOver() {
        tell(Listener::waitIsOver);
    }

    void replied(Reply reply) {
        tell(listener -> listener.replied(reply));
    }

    synchronized void add(Listener listener) {
        listeners.add(listener);
    }

    synchronized void remove(Listener listener) {
        listeners.remove(listener);
    }

    /** Whether nobody needs it any more: nobody listens, and no record is on its way or was sent within the time. */
    synchronized boolean isIdle(long nanoTime, long keepNanos) {
        return listeners.isEmpty()
                && (state == State.AWAITED || (state == State.SENT && nanoTime - sentAt >= keepNanos));
    }

    private void tell(Consumer<Listener> message) {
        List<Listener> all;
        synchronized (this) {
            all = List.copyOf(listeners);
        }
        all.forEach(message);
    }
}
