package io.sluice.engine.spi;

import io.sluice.engine.flow.Plan;

/**
 * A binding that takes requests over as a whole: it serves an API of its own over a cluster, or passes them on to a server. Built
 * and started by one thread.
 */
public interface Proxy extends AutoCloseable {

    /** What happens to its requests, whichever of its routes they come by. */
    Plan plan();

    /** Starts what runs in the background. Returns at once, and never fails because Kafka, or a server, is away. */
    void start();

    /**
     * Ends waits and streams that may take long as if their time were over, those to come too, so that a gateway which is
     * stopping need not wait for them. Returns at once.
     */
    void drain();

    /** Stops, in bounded time. Harmless before start and when repeated. */
    @Override
    void close();
}
