package io.sluice.kafka.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who waits for what. I/O threads leave requests to park and to unpark in a queue; the view's thread, which owns the
 * rest, takes them in at each turn, so that no lock is ever waited for.
 *
 * <p>No wake-up is lost: a request that looked at version <i>n</i> is taken in either before version <i>n+1</i> is
 * announced, and then its key is found there, or after, and then it is woken because it has seen too little.
 */
final class Waiters {
    private static final int MAX_PARKED = 200_000;

    private final Queue<Move> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicInteger parked = new AtomicInteger();
    private final Map<WaitKey, Set<Waiter>> waiting = new HashMap<>(); // owned by the view's thread
    private final Set<WaitKey> changed = new HashSet<>(); // owned by the view's thread

    private record Move(Waiter waiter, boolean in) {}

    /** Parks a request; false when too many are parked. Any thread. */
    boolean park(Waiter waiter) {
        if (parked.incrementAndGet() > MAX_PARKED) {
            parked.decrementAndGet();
            return false;
        }
        inbox.add(new Move(waiter, true));
        return true;
    }

    /** Forgets a request that has ended by itself; harmless when it was woken meanwhile. Any thread. */
    void unpark(Waiter waiter) {
        inbox.add(new Move(waiter, false));
    }

    /** How many requests are parked, roughly. Any thread. */
    int parked() {
        return parked.get();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Notes that something has changed, for the next {@link #announce}. */
    void note(WaitKey key) {
        if (waiting.containsKey(key)) {
            changed.add(key);
        }
    }

    /** Takes in who has come and gone, and wakes whoever has seen less than the version. */
    void takeIn(long version) {
        for (Move move = inbox.poll(); move != null; move = inbox.poll()) {
            if (!move.in()) {
                remove(move.waiter());
            } else if (move.waiter().seen() != version) {
                parked.decrementAndGet();
                move.waiter().wake();
            } else {
                for (WaitKey key : move.waiter().keys()) {
                    waiting.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(move.waiter());
                }
            }
        }
    }

    /** Wakes all who wait for what was noted. */
    void announce() {
        for (WaitKey key : changed) {
            for (Waiter waiter : List.copyOf(waiting.getOrDefault(key, Set.of()))) {
                if (remove(waiter)) {
                    waiter.wake();
                }
            }
        }
        changed.clear();
    }

    /** Wakes everybody. */
    void announceAll() {
        List<Waiter> all = new ArrayList<>();
        waiting.values().forEach(all::addAll);
        for (Waiter waiter : all) {
            if (remove(waiter)) {
                waiter.wake();
            }
        }
        changed.clear();
    }

    private boolean remove(Waiter waiter) {
        boolean found = false;
        for (WaitKey key : waiter.keys()) {
            Set<Waiter> waiters = waiting.get(key);
            if (waiters != null && waiters.remove(waiter)) {
                found = true;
                if (waiters.isEmpty()) {
                    waiting.remove(key);
                }
            }
        }
        if (found) {
            parked.decrementAndGet();
        }
        return found;
    }
}
