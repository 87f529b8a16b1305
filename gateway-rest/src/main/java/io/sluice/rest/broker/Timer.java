package io.sluice.rest.broker;

/** Something that is done later, unless it is cancelled before. Owned by the loop's thread. */
public final class Timer {
    private final Timers timers;
    private final long at;
    private final long order;
    private final Runnable task;

    Timer(Timers timers, long at, long order, Runnable task) {
        this.timers = timers;
        this.at = at;
        this.order = order;
        this.task = task;
    }

    /** Forgets the task; nothing happens when it has run. */
    public void cancel() {
        timers.remove(this);
    }

    long at() {
        return at;
    }

    long order() {
        return order;
    }

    void run() {
        task.run();
    }
}
