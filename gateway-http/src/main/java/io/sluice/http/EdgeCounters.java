package io.sluice.http;

import java.util.concurrent.atomic.LongAdder;

/** What the edge drops without telling the client, counted since its start. Thread-safe. */
public final class EdgeCounters {
    private final LongAdder lateCompletions = new LongAdder();
    private final LongAdder droppedFields = new LongAdder();
    private final LongAdder abandoned = new LongAdder();
    private final LongAdder refusedAddresses = new LongAdder();
    private final LongAdder refusedConnections = new LongAdder();
    private final LongAdder lateHandshakes = new LongAdder();
    private final LongAdder malformed = new LongAdder();

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

    /** Connections that were closed at once because no route takes their address. */
    public long refusedAddresses() {
        return refusedAddresses.sum();
    }

    /** Connections that were closed at once because too many were open. */
    public long refusedConnections() {
        return refusedConnections.sum();
    }

    /** Connections that were closed because no TLS handshake was complete in time. */
    public long lateHandshakes() {
        return lateHandshakes.sum();
    }

    /** HTTP/1.1 requests whose framing servers do not all read alike, which were answered with 400 or broken off. */
    public long malformed() {
        return malformed.sum();
    }

    void countRefusedAddress() {
        refusedAddresses.increment();
    }

    void countRefusedConnection() {
        refusedConnections.increment();
    }

    void countLateHandshake() {
        lateHandshakes.increment();
    }

    void countMalformed() {
        malformed.increment();
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
