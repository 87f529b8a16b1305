package io.sluice.engine.spi;

import io.sluice.engine.flow.Plan;
import java.util.Map;

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

    /**
     * A writer of records that requests bring complete, with their topics. Called before {@link #start}; used after it.
     *
     * @param delivery what a record waits for before it counts as written
     */
    RecordWriter writer(Delivery delivery);

    /**
     * How a client of its own connects, in the gateway's name: keys and values of Kafka's client configuration.
     *
     * @param purpose part of the client's id
     */
    Map<String, Object> clientSettings(String purpose);

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
