package io.sluice.kafka.produce;

import io.sluice.engine.flow.Identity;

/** Knows in whose name a request's record is written. */
public interface Senders {

    /**
     * Where the records of requests of somebody go. Any thread, never waits.
     *
     * @throws io.sluice.engine.http.ProblemException if nothing can be written in the name of this one
     */
    RecordSender of(Identity identity);
}
