package io.sluice.engine.trace;

import io.sluice.engine.observe.ClusterObserver;

/** The span that the writing of a record is. It is recorded when it ends, and not at all if it never does. */
public interface RecordSpan {

    /** What the record carries, so that the spans of its consumers hang below this one. */
    TraceContext context();

    /**
     * The writing has ended. Once at most, by any thread; never waits.
     *
     * @param nanos since the record was handed in, in nanoseconds
     */
    void ended(long nanos, ClusterObserver.Outcome outcome);
}
