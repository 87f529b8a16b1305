package io.sluice.engine.flow;

import io.sluice.engine.http.Problem;

/** Where an edge hands its requests to. */
@FunctionalInterface
public interface RequestHandler {

    /**
     * Takes a request. Called on the I/O thread that read its head; must not block, and must see to it that the
     * invocation ends.
     */
    void handle(Invocation invocation);

    /** Takes a request that the edge turns away by its head; ends the invocation with the problem. Called as {@link #handle}. */
    default void refuse(Invocation invocation, Problem problem) {
        invocation.fail(problem);
    }
}
