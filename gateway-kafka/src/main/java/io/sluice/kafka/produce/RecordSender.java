package io.sluice.kafka.produce;

import java.util.function.Consumer;

/** Where a request leaves its record. */
@FunctionalInterface
public interface RecordSender {

    /**
     * Takes a record, whose outcome is told once; false when there is no room for it, and nothing is told. Any thread,
     * never waits.
     *
     * @param turnEnd runs an action when the caller's thread has done what it has at hand: one wake-up is enough for all
     *     records of an I/O thread's turn
     */
    boolean offer(Outgoing outgoing, Consumer<Runnable> turnEnd);
}
