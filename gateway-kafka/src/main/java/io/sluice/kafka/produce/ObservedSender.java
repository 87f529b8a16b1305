package io.sluice.kafka.produce;

import io.sluice.engine.observe.ClusterObserver;
import java.util.function.Consumer;
import java.util.function.Function;

/** Hands records on to another sender and tells an observer of each what became of it. */
final class ObservedSender implements RecordSender {
    private final RecordSender sender;
    private final Function<Outgoing, Observer> observers;

    /** Is told what became of a record, unless it was withdrawn. Once, by any thread; must not block. */
    @FunctionalInterface
    interface Observer {
        /**
         * The record was delivered, or was not.
         *
         * @param nanos since it was handed in, in nanoseconds
         */
        void ended(long nanos, ClusterObserver.Outcome outcome);
    }

    /** A sender in front of another one. */
    ObservedSender(RecordSender sender, Function<Outgoing, Observer> observers) {
        this.sender = sender;
        this.observers = observers;
    }

    @Override
    public boolean offer(Outgoing outgoing, Consumer<Runnable> turnEnd) {
        Observer observer = observers.apply(outgoing);
        long start = System.nanoTime();
        outgoing.tell(outcome -> new MeasuredOutcome(observer, start, outcome));
        boolean taken = sender.offer(outgoing, turnEnd);
        if (!taken) {
            observer.ended(System.nanoTime() - start, ClusterObserver.Outcome.REFUSED);
        }
        return taken;
    }
}
