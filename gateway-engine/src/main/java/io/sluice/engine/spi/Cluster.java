package io.sluice.engine.spi;

import io.sluice.engine.flow.Plan;

/** A Kafka cluster: the resource that the plans of its routes share. Built and started by one thread. */
public interface Cluster extends AutoCloseable {

    /**
     * Compiles a route that reads. Called before {@link #start}; without side effects outside of this object.
     *
     * @throws InvalidSpecException if the specification cannot be met
     */
    Plan fetch(FetchSpec spec);

    /**
     * Compiles a route that writes. Called before {@link #start}; without side effects outside of this object.
     *
     * @throws InvalidSpecException if the specification cannot be met
     */
    Plan produce(ProduceSpec spec);

    /** How it is doing at this moment. Any thread; never waits. */
    ClusterHealth health();

    /** Starts reading and connecting. Returns at once, and never fails because Kafka is away. */
    void start();

    /**
     * Ends waits that clients prefer ({@code Prefer: wait}) as if their time were over, those to come too, so that a
     * gateway which is stopping need not wait for them. Returns at once.
     */
    void drain();

    /** Flushes what was accepted and stops, in bounded time. Harmless before start and when repeated. */
    @Override
    void close();
}
