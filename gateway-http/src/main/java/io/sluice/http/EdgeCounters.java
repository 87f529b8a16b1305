package io.sluice.http;

import java.util.concurrent.atomic.LongAdder;

/** What the edge drops without telling the client, counted since its start. Thread-safe. */
public final class EdgeCounters {
    private final LongAdder lateCompletions = new LongAdder();
    private final LongAdder droppedFields = new LongAdder();
    private final LongAdder abandoned = new LongAdder();
    private final LongAdder refusedConnections = new LongAdder();

    EdgeCounters() {}

    /** Completions that came after a request's end, such as a reply after the timeout. */
    public long lateCompletions() {
        return lateCompletions.sum();
    }

    /** Response fields that were left out because of their name or value. */
    public long droppedFields() {
        return droppedFields.sum();
    }

    /** Requests that ended without a response because their client had gone. */
    public long abandoned() {
        return abandoned.sum();
    }

    /** Connections that were closed at once because there were too many, or because of their address. */
    public long refusedConnections() {
        return refusedConnections.sum();
    }

    void countRefusedConnection() {
        refusedConnections.increment();
    }

    void countLateCompletion() {
        lateCompletions.increment();
    }

    void countDroppedField() {
        droppedFields.increment();
    }

    void countAbandoned() {
        abandoned.increment();
    }
}
