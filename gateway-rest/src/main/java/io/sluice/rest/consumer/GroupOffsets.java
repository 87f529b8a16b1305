package io.sluice.rest.consumer;

import io.sluice.rest.broker.BrokerLoop;
import io.sluice.rest.broker.Reply;
import io.sluice.rest.broker.Retry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData.OffsetCommitResponsePartition;
import org.apache.kafka.common.message.OffsetCommitResponseData.OffsetCommitResponseTopic;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponsePartitions;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseTopics;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.OffsetCommitRequest;
import org.apache.kafka.common.requests.OffsetCommitResponse;
import org.apache.kafka.common.requests.OffsetFetchRequest;
import org.apache.kafka.common.requests.OffsetFetchResponse;

/** The offsets that a group has committed: reads and writes them at its coordinator. Owned by the loop's thread. */
final class GroupOffsets {
    private static final int REQUEST_MILLIS = 30_000;

    private final BrokerLoop loop;
    private final String group;

    GroupOffsets(BrokerLoop loop, String group) {
        this.loop = loop;
        this.group = group;
    }

    /** Finds what is committed; partitions without a commit, or unknown, are left out. */
    void fetch(
            Collection<TopicPartition> partitions,
            long timeoutMillis,
            Reply<Map<TopicPartition, OffsetAndMetadata>> reply) {
        Map<String, OffsetFetchRequestTopics> topics = new HashMap<>();
        for (TopicPartition partition : Set.copyOf(partitions)) {
            topics.computeIfAbsent(
                            partition.topic(),
                            name -> new OffsetFetchRequestTopics().setName(name).setPartitionIndexes(new ArrayList<>()))
                    .partitionIndexes()
                    .add(partition.partition());
        }
        var data = new OffsetFetchRequestData()
                .setRequireStable(true)
                .setGroups(List.of(
                        new OffsetFetchRequestGroup().setGroupId(group).setTopics(List.copyOf(topics.values()))));
        Retry.start(
                loop,
                "the offsets of the group " + group + " were known",
                timeoutMillis,
                attempt -> loop.coordinators()
                        .send(
                                group,
                                OffsetFetchRequest.Builder.forTopicNames(data.duplicate(), false),
                                OffsetFetchResponse.class,
                                REQUEST_MILLIS,
                                Reply.of(response -> fetched(response.group(group), attempt), attempt::failed)),
                reply);
    }

    /**
     * Commits offsets.
     *
     * @param member asked at each attempt, because the group may change between them
     * @param reply told what was committed
     */
    void commit(
            Map<TopicPartition, OffsetAndMetadata> offsets,
            Supplier<Member> member,
            long timeoutMillis,
            Reply<Map<TopicPartition, OffsetAndMetadata>> reply) {
        Map<String, OffsetCommitRequestTopic> topics = new HashMap<>();
        offsets.forEach((partition, offset) -> topics.computeIfAbsent(
                        partition.topic(), name -> new OffsetCommitRequestTopic().setName(name))
                .partitions()
                .add(new OffsetCommitRequestPartition()
                        .setPartitionIndex(partition.partition())
                        .setCommittedOffset(offset.offset())
                        .setCommittedMetadata(offset.metadata())));
        List<OffsetCommitRequestTopic> content = List.copyOf(topics.values());
        Retry.start(
                loop,
                "successfully committing offsets " + offsets,
                timeoutMillis,
                attempt -> {
                    Member now = member.get();
                    var data = new OffsetCommitRequestData()
                            .setGroupId(group)
                            .setMemberId(now.id())
                            .setGenerationIdOrMemberEpoch(now.generation())
                            .setTopics(content);
                    loop.coordinators()
                            .send(
                                    group,
                                    OffsetCommitRequest.Builder.forTopicNames(data),
                                    OffsetCommitResponse.class,
                                    REQUEST_MILLIS,
                                    Reply.of(response -> committed(response, offsets, attempt), attempt::failed));
                },
                reply);
    }

    private void fetched(OffsetFetchResponseGroup answer, Reply<Map<TopicPartition, OffsetAndMetadata>> attempt) {
        Errors error = Errors.forCode(answer.errorCode());
        if (error != Errors.NONE) {
            attempt.failed(failure(error));
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (OffsetFetchResponseTopics topic : answer.topics()) {
            for (OffsetFetchResponsePartitions partition : topic.partitions()) {
                Errors refused = Errors.forCode(partition.errorCode());
                if (refused == Errors.TOPIC_AUTHORIZATION_FAILED) {
                    attempt.failed(new TopicAuthorizationException(Set.of(topic.name())));
                    return;
                }
                if (refused == Errors.UNSTABLE_OFFSET_COMMIT) {
                    attempt.failed(refused.exception());
                    return;
                }
                if (refused == Errors.NONE && partition.committedOffset() >= 0) {
                    String metadata = partition.metadata();
                    offsets.put(
                            new TopicPartition(topic.name(), partition.partitionIndex()),
                            new OffsetAndMetadata(partition.committedOffset(), metadata == null ? "" : metadata));
                }
            }
        }
        attempt.answered(offsets);
    }

    private void committed(
            OffsetCommitResponse response,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            Reply<Map<TopicPartition, OffsetAndMetadata>> attempt) {
        for (OffsetCommitResponseTopic topic : response.data().topics()) {
            for (OffsetCommitResponsePartition partition : topic.partitions()) {
                Errors error = Errors.forCode(partition.errorCode());
                if (error == Errors.UNKNOWN_TOPIC_OR_PARTITION) {
                    attempt.failed(new UnknownTopicOrPartitionException("Cannot commit an offset of " + topic.name()
                            + '-' + partition.partitionIndex() + ": " + error.message()));
                    return;
                }
                if (error == Errors.TOPIC_AUTHORIZATION_FAILED) {
                    attempt.failed(new TopicAuthorizationException(Set.of(topic.name())));
                    return;
                }
                if (error != Errors.NONE) {
                    attempt.failed(failure(error));
                    return;
                }
            }
        }
        attempt.answered(offsets);
    }

    private KafkaException failure(Errors error) {
        return switch (error) {
            case NOT_COORDINATOR, COORDINATOR_NOT_AVAILABLE -> {
                loop.coordinators().forget(group);
                yield error.exception();
            }
            case REBALANCE_IN_PROGRESS -> new RetriableCommitFailedException(error.message());
            case GROUP_AUTHORIZATION_FAILED -> GroupAuthorizationException.forGroupId(group);
            case UNKNOWN_MEMBER_ID, ILLEGAL_GENERATION, FENCED_INSTANCE_ID ->
                new CommitFailedException(
                        "The group " + group + " has given the partitions to other members, or has members that this "
                                + "instance is none of: " + error.message());
            default -> error.exception();
        };
    }
}
