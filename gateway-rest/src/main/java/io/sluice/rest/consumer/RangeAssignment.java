package io.sluice.rest.consumer;

import io.sluice.rest.broker.TopicMetadata;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.JoinGroupResponseData.JoinGroupResponseMember;
import org.apache.kafka.common.message.SyncGroupRequestData.SyncGroupRequestAssignment;

/**
 * What a group's members say and get, in the words of ordinary consumers, so that those can be in the same group: they
 * announce {@code range} by default. Pure.
 */
final class RangeAssignment {
    /** The name of the protocol. */
    static final String NAME = RangeAssignor.RANGE_ASSIGNOR_NAME;

    private RangeAssignment() {}

    /** What a member announces. */
    static byte[] announce(List<String> topics) {
        return bytes(ConsumerProtocol.serializeSubscription(new Subscription(topics)));
    }

    /**
     * What a member has been given.
     *
     * @throws KafkaException if the leader, which may be any program, wrote something else
     */
    static List<TopicPartition> partitions(byte[] assignment) {
        if (assignment.length == 0) {
            return List.of();
        }
        try {
            return List.copyOf(ConsumerProtocol.deserializeAssignment(ByteBuffer.wrap(assignment))
                    .partitions());
        } catch (RuntimeException e) {
            throw new KafkaException("The leader of the group gave an assignment that cannot be read", e);
        }
    }

    /**
     * What the members announce, by their ids.
     *
     * @throws KafkaException if a member, which may be any program, announced something else
     */
    static Map<String, Subscription> subscriptions(Collection<JoinGroupResponseMember> members) {
        Map<String, Subscription> subscriptions = new HashMap<>();
        for (JoinGroupResponseMember member : members) {
            try {
                subscriptions.put(
                        member.memberId(),
                        ConsumerProtocol.deserializeSubscription(ByteBuffer.wrap(member.metadata())));
            } catch (RuntimeException e) {
                throw new KafkaException(
                        "The member " + member.memberId() + " of the group announced what cannot be read", e);
            }
        }
        return subscriptions;
    }

    /** All topics that somebody announces. */
    static Set<String> topics(Map<String, Subscription> members) {
        Set<String> topics = new LinkedHashSet<>();
        members.values().forEach(member -> topics.addAll(member.topics()));
        return topics;
    }

    /** What the leader gives to each member; topics that are not there are given to nobody. */
    static List<SyncGroupRequestAssignment> assign(
            Map<String, Subscription> members, Map<String, TopicMetadata> topics) {
        Map<String, Assignment> assignments = new RangeAssignor()
                .assign(cluster(topics.values()), new GroupSubscription(members))
                .groupAssignment();
        List<SyncGroupRequestAssignment> answers = new ArrayList<>();
        assignments.forEach((member, assignment) -> answers.add(new SyncGroupRequestAssignment()
                .setMemberId(member)
                .setAssignment(bytes(ConsumerProtocol.serializeAssignment(assignment)))));
        return answers;
    }

    private static Cluster cluster(Collection<TopicMetadata> topics) {
        List<PartitionInfo> partitions = new ArrayList<>();
        for (TopicMetadata topic : topics) {
            for (TopicMetadata.Partition partition : topic.partitions()) {
                partitions.add(
                        new PartitionInfo(topic.name(), partition.id(), Node.noNode(), new Node[0], new Node[0]));
            }
        }
        return new Cluster(null, List.of(), partitions, Set.of(), Set.of());
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
