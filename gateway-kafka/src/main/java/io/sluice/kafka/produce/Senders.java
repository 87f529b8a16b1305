package io.sluice.kafka.produce;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.spi.Delivery;

/** Knows in whose name a request's record is written. */
public interface Senders {

    /** Notes a topic that the configuration names. Before the start, by the thread that compiles. */
    void need(String topic, Delivery acks);

    /**
     * Where the records of requests of somebody go. Any thread, never waits.
     *
     * @throws io.sluice.engine.http.ProblemException if nothing can be written in the name of this one
     */
    RecordSender of(Identity identity);
}
