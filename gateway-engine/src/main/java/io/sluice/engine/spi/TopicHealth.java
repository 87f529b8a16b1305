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
 * @param bytes the bytes of their keys and values; 0 for replies, whose store is shared
 * @param lag how many records of the topic have not been read yet; {@value #UNKNOWN} when that is not known
 * @param waiting requests that wait for a change of it
 */
public record TopicHealth(
        String topic,
        Use use,
        State state,
        boolean configured,
        int partitions,
        long records,
        long bytes,
        long lag,
        long waiting) {
    /** Stands for a lag that is not known: the brokers have not told yet, or the topic is not being read. */
    public static final long UNKNOWN = -1;

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
