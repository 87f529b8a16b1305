package io.sluice.kafka.cluster;

import org.apache.kafka.common.Uuid;

/**
 * What the cluster says of a topic. Immutable.
 *
 * @param condition whether the topic can be used
 * @param id the topic's id, which changes when a topic is deleted and created again; zero unless present
 * @param partitions the number of partitions; 0 unless present
 */
public record TopicStatus(Condition condition, Uuid id, int partitions) {

    /** Not asked yet, or the cluster has not answered yet. */
    public static final TopicStatus UNKNOWN = new TopicStatus(Condition.UNKNOWN, Uuid.ZERO_UUID, 0);

    /** The cluster has no such topic. */
    public static final TopicStatus MISSING = new TopicStatus(Condition.MISSING, Uuid.ZERO_UUID, 0);

    /** The gateway's principal may not see or use the topic. */
    public static final TopicStatus FORBIDDEN = new TopicStatus(Condition.FORBIDDEN, Uuid.ZERO_UUID, 0);

    /** Whether a topic can be used. */
    public enum Condition {
        UNKNOWN,
        PRESENT,
        MISSING,
        FORBIDDEN
    }

    /** A topic that is there. */
    public static TopicStatus present(Uuid id, int partitions) {
        return new TopicStatus(Condition.PRESENT, id, partitions);
    }

    /** Whether the topic is there. */
    public boolean isPresent() {
        return condition == Condition.PRESENT;
    }
}
