package io.sluice.engine.spi;

import java.util.Objects;

/**
 * How the reading of a topic is doing at one moment. Immutable.
 *
 * @param use what it is read for
 * @param state whether requests can be answered from it
 * @param configured whether the configuration names it; otherwise a request did
 * @param partitions 0 as long as it is not known
 * @param records how many are kept
 * @param waiting requests that wait for a change of it
 */
public record TopicHealth(
        String topic, Use use, State state, boolean configured, int partitions, long records, long waiting) {

    /** Rejects missing parts. */
    public TopicHealth {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(use, "use");
        Objects.requireNonNull(state, "state");
    }

    /** What a topic is read for. */
    public enum Use {
        /** Its records are resources. */
        VIEW,
        /** Its records are replies. */
        REPLIES
    }

    /** Whether requests can be answered from a topic. */
    public enum State {
        /** It has not been read to its end yet. */
        LOADING,
        /** They can. */
        READY,
        /** The cluster has no such topic. */
        MISSING,
        /** The gateway may not read it. */
        FORBIDDEN
    }
}
