package io.sluice.engine.flow;

/** A route's compiled capability: what happens to the requests that match it. Immutable. */
@FunctionalInterface
public interface Plan {

    /**
     * Starts a matched request. Called on the invocation's I/O thread; must not block. Ends the invocation now or later,
     * from any thread.
     */
    void start(Invocation invocation);
}
