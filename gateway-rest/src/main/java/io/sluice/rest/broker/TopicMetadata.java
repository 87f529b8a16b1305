package io.sluice.rest.broker;

import java.util.List;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.Errors;

/**
 * What the cluster says of one topic. Immutable.
 *
 * @param error {@link Errors#NONE}, or why nothing is said: unknown, invalid, not authorized
 * @param partitions by id, without gaps; empty with an error
 */
public record TopicMetadata(String name, Errors error, List<Partition> partitions) {
    /** The {@link Partition#leader} of a partition that has none. */
    public static final int NO_LEADER = -1;

    /** Copies the list. */
    public TopicMetadata {
        partitions = List.copyOf(partitions);
    }

    /**
     * One partition.
     *
     * @param leader a broker's id, or {@link #NO_LEADER}
     * @param replicas the ids of the brokers that keep it
     * @param inSync those of them that have all of it
     */
    public record Partition(int id, int leader, List<Integer> replicas, List<Integer> inSync) {
        /** Copies the lists. */
        public Partition {
            replicas = List.copyOf(replicas);
            inSync = List.copyOf(inSync);
        }
    }

    static TopicMetadata of(MetadataResponseTopic topic) {
        return new TopicMetadata(
                topic.name(),
                Errors.forCode(topic.errorCode()),
                topic.partitions().stream()
                        .map(partition -> new Partition(
                                partition.partitionIndex(),
                                partition.leaderId(),
                                partition.replicaNodes(),
                                partition.isrNodes()))
                        .sorted((a, b) -> Integer.compare(a.id(), b.id()))
                        .toList());
    }
}
