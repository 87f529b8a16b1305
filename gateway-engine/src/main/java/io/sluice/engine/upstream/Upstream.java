package io.sluice.engine.upstream;

import io.sluice.engine.flow.Invocation;

/** Passes requests on to HTTP servers, over connections that it keeps. */
public interface Upstream extends AutoCloseable {

    /**
     * Sends a request on, and answers with what comes back: the bodies stream both ways, and an upgrade becomes a tunnel.
     * Called on the invocation's I/O thread, in the place of everything else that would answer; ends the invocation now or
     * later.
     */
    void forward(Invocation invocation, Forwarding forwarding);

    /** Ends what runs and closes the connections, in bounded time. Harmless when repeated; not for I/O threads. */
    @Override
    void close();
}
