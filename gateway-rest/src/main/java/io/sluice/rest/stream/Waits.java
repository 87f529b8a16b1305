package io.sluice.rest.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What goes on for long, and how to end it when the gateway stops. Any thread. */
final class Waits {
    private final Set<Runnable> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean drained;

    /** Notes how something is ended before its time; it is ended at once when all are. May be run twice. */
    void add(Runnable end) {
        ends.add(end);
        if (drained) {
            end.run();
        }
    }

    /** It has ended. */
    void remove(Runnable end) {
        ends.remove(end);
    }

    /** Ends everything, and what is to come. */
    void drain() {
        drained = true;
        ends.forEach(Runnable::run);
    }
}
