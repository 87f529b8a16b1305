package io.sluice.kafka.fetch;

import io.sluice.engine.flow.Invocation;

/** Whether the sender of a request may read a topic. */
@FunctionalInterface
public interface ReadRight {
    /** Everybody may read what the gateway may read. */
    ReadRight EVERYBODY = (invocation, topic, then) -> then.run();

    /**
     * Goes on with a request if its sender may read the topic, else ends it. Called on the invocation's I/O thread, never
     * waits.
     *
     * @param then run once at most on the I/O thread, before this returns or later; the invocation may have ended then
     * @throws io.sluice.engine.http.ProblemException if it is not known who asks
     */
    void check(Invocation invocation, String topic, Runnable then);
}
