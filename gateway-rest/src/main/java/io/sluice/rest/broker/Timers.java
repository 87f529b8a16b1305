package io.sluice.rest.broker;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is to be done later, by time. It has no clock: whoever drives it says what time it is, in milliseconds. */
final class Timers {
    private final TreeSet<Timer> waiting =
            new TreeSet<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::order));
    private long count;

    /** Notes a task for a time; tasks of the same time run in the order in which they came. */
    Timer add(long at, Runnable task) {
        var timer = new Timer(this, at, count++, task);
        waiting.add(timer);
        return timer;
    }

    void remove(Timer timer) {
        waiting.remove(timer);
    }

    /** Milliseconds until the next task is due, 0 when one is, {@code most} when none is due before. */
    long untilNext(long now, long most) {
        return waiting.isEmpty()
                ? most
                : Math.max(0, Math.min(most, waiting.first().at() - now));
    }

    /** Takes out a task that is due; null if none is. */
    @Nullable Timer takeDue(long now) {
        return waiting.isEmpty() || waiting.first().at() > now ? null : waiting.pollFirst();
    }
}
