package io.sluice.engine.flow;

/** Where an edge hands its requests to. */
@FunctionalInterface
public interface RequestHandler {

    /**
     * Takes a request. Called on the I/O thread that read its head; must not block, and must see to it that the
     * invocation ends.
     */
    void handle(Invocation invocation);
}
