package io.sluice.engine.observe;

/** Is told what became of the records of one cluster. Called by any thread; must not block. */
public interface ClusterObserver {
    /** Stands for all topics that requests name: there may be any number of them. */
    String TOPICS_OF_REQUESTS = "(by request)";

    /**
     * A record was delivered, or was not.
     *
     * @param topic as the configuration names it, or {@link #TOPICS_OF_REQUESTS}
     * @param nanos since it was handed in, in nanoseconds
     */
    void written(String topic, long nanos, Outcome outcome);

    /**
     * A reply arrived that was awaited.
     *
     * @param topic the reply topic as the configuration names it, or {@link #TOPICS_OF_REQUESTS}
     * @param nanos since the record that it answers was handed in, in nanoseconds
     */
    void replied(String topic, long nanos);

    /** What became of a record. */
    enum Outcome {
        /** It is delivered, in the sense of the route's {@code acks}. */
        DELIVERED,
        /** It was not sent: the topic, the cluster or the room for it was missing. */
        REFUSED,
        /** It was sent, and refused or not acknowledged. */
        FAILED
    }
}
