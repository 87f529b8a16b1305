package io.sluice.kafka.produce;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A queue that many threads fill and one empties. Unlike a {@code BlockingQueue} it has no lock, so that an I/O thread
 * that leaves something here is never kept; and only the first after a pause pays for waking the other side.
 */
final class Mailbox<E> {
    private final Queue<E> items = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Thread> sleeper = new AtomicReference<>();

    /** Leaves an item and wakes the other side. Any thread. */
    void put(E item) {
        items.add(item);
        wake();
    }

    /** Leaves an item; the other side may sleep on until {@link #wake}. Any thread. */
    void leave(E item) {
        items.add(item);
    }

    /** Wakes the other side if it sleeps. Any thread. */
    void wake() {
        Thread sleeping = sleeper.get();
        if (sleeping != null && sleeper.compareAndSet(sleeping, null)) {
            LockSupport.unpark(sleeping);
        }
    }

    /** Takes the next item, waiting for one at most this long; null if none came. One thread. */
    @Nullable E take(long nanos) {
        E item = items.poll();
        if (item != null) {
            return item;
        }
        sleeper.set(Thread.currentThread());
        item = items.poll(); // left before it could see that somebody sleeps
        if (item == null) {
            LockSupport.parkNanos(this, nanos);
            item = items.poll();
        }
        sleeper.set(null);
        return item;
    }

    /** Whether nothing is left here. */
    boolean isEmpty() {
        return items.isEmpty();
    }
}
