package io.sluice.rest.consumer;

import io.sluice.rest.broker.BrokerLoop;
import io.sluice.rest.broker.Reply;
import io.sluice.rest.broker.TopicMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsTopicResponse;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ListOffsetsRequest;
import org.apache.kafka.common.requests.ListOffsetsResponse;

/**
 * Finds offsets by time: asks the leader of each partition, and again while leaders change or are away. What one partition
 * fails with keeps no other. Owned by the loop's thread.
 */
final class OffsetLookup {
    /** Instead of a time: after the last record. */
    static final long LATEST = ListOffsetsRequest.LATEST_TIMESTAMP;

    /** Instead of a time: the first record. */
    static final long EARLIEST = ListOffsetsRequest.EARLIEST_TIMESTAMP;

    private static final int REQUEST_MILLIS = 30_000;
    private static final long TOPIC_AGE_MILLIS = 30_000;
    private static final long PAUSE_MILLIS = 100;

    private final BrokerLoop loop;
    private final IsolationLevel isolation;
    private final long deadline;
    private final Consumer<Found> end;
    private final Map<TopicPartition, Long> targets; // those still to be found
    private final Found found = new Found(new HashMap<>(), new HashMap<>());
    private int round;
    private int outstanding;

    /**
     * The end of a lookup: each partition is in one of the two.
     *
     * @param offsets those found; for a time after the last record, the end of the partition
     */
    record Found(Map<TopicPartition, Long> offsets, Map<TopicPartition, KafkaException> failures) {}

    private OffsetLookup(
            BrokerLoop loop,
            IsolationLevel isolation,
            Map<TopicPartition, Long> targets,
            long timeoutMillis,
            Consumer<Found> end) {
        this.loop = loop;
        this.isolation = isolation;
        this.targets = new HashMap<>(targets);
        this.deadline = loop.now() + timeoutMillis;
        this.end = end;
    }

    /**
     * Begins at once.
     *
     * @param targets for each partition {@link #LATEST}, {@link #EARLIEST} or milliseconds since 1970
     */
    static void start(
            BrokerLoop loop,
            IsolationLevel isolation,
            Map<TopicPartition, Long> targets,
            long timeoutMillis,
            Consumer<Found> end) {
        new OffsetLookup(loop, isolation, targets, timeoutMillis, end).begin();
    }

    private void begin() {
        round++;
        Set<String> topics =
                targets.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
        loop.metadata().topics(topics, false, round == 1 ? TOPIC_AGE_MILLIS : 0, Reply.of(this::located, failure -> {
            Map.copyOf(targets).keySet().forEach(partition -> fail(partition, failure));
            endRound();
        }));
    }

    private void located(Map<String, TopicMetadata> topics) {
        Map<Node, List<TopicPartition>> byLeader = new HashMap<>();
        for (TopicPartition partition : List.copyOf(targets.keySet())) {
            Node leader = loop.metadata().leader(partition);
            TopicMetadata topic = topics.get(partition.topic());
            if (leader != null) {
                byLeader.computeIfAbsent(leader, key -> new ArrayList<>()).add(partition);
            } else if (topic != null) {
                judge(partition, topic);
            }
        }
        outstanding = byLeader.size();
        byLeader.forEach(this::ask);
        if (outstanding == 0) {
            endRound();
        }
    }

    /** A partition without leader may get one; one that is not there in a fresh answer is not there. */
    private void judge(TopicPartition partition, TopicMetadata topic) {
        if (topic.error() == Errors.TOPIC_AUTHORIZATION_FAILED) {
            fail(partition, new TopicAuthorizationException(Set.of(topic.name())));
        } else if (topic.error() == Errors.INVALID_TOPIC_EXCEPTION) {
            fail(partition, topic.error().exception());
        } else if (round > 1
                && (topic.error() == Errors.UNKNOWN_TOPIC_OR_PARTITION
                        || (topic.error() == Errors.NONE
                                && partition.partition() >= topic.partitions().size())
                        || partition.partition() < 0)) {
            fail(
                    partition,
                    new UnknownTopicOrPartitionException("There is no partition " + partition + " in the cluster"));
        }
    }

    private void ask(Node leader, List<TopicPartition> partitions) {
        Map<String, ListOffsetsTopic> topics = new HashMap<>();
        for (TopicPartition partition : partitions) {
            topics.computeIfAbsent(partition.topic(), name -> new ListOffsetsTopic().setName(name))
                    .partitions()
                    .add(new ListOffsetsPartition()
                            .setPartitionIndex(partition.partition())
                            .setTimestamp(targets.getOrDefault(partition, LATEST)));
        }
        var request =
                ListOffsetsRequest.Builder.forConsumer(true, isolation).setTargetTimes(List.copyOf(topics.values()));
        loop.metadata()
                .send(
                        leader,
                        request,
                        ListOffsetsResponse.class,
                        REQUEST_MILLIS,
                        Reply.of(
                                response -> {
                                    response.topics().forEach(this::take);
                                    endPart();
                                },
                                failure -> {
                                    if (!(failure instanceof RetriableException)) {
                                        partitions.forEach(partition -> fail(partition, failure));
                                    }
                                    endPart();
                                }));
    }

    private void take(ListOffsetsTopicResponse topic) {
        for (ListOffsetsPartitionResponse answer : topic.partitions()) {
            var partition = new TopicPartition(topic.name(), answer.partitionIndex());
            Errors error = Errors.forCode(answer.errorCode());
            if (!targets.containsKey(partition)) {
                continue;
            }
            if (error == Errors.TOPIC_AUTHORIZATION_FAILED) {
                fail(partition, new TopicAuthorizationException(Set.of(topic.name())));
            } else if (error != Errors.NONE) {
                if (!(error.exception() instanceof RetriableException)) {
                    fail(partition, error.exception());
                }
            } else if (answer.offset() >= 0) {
                targets.remove(partition);
                found.offsets().put(partition, answer.offset());
            } else {
                targets.put(partition, LATEST); // there is no record of that time or later
            }
        }
    }

    private void fail(TopicPartition partition, KafkaException failure) {
        targets.remove(partition);
        found.failures().put(partition, failure);
    }

    private void endPart() {
        outstanding--;
        if (outstanding == 0) {
            endRound();
        }
    }

    private void endRound() {
        if (!targets.isEmpty() && loop.now() + PAUSE_MILLIS >= deadline) {
            Map.copyOf(targets)
                    .keySet()
                    .forEach(partition -> fail(
                            partition,
                            new TimeoutException(
                                    "The leader of " + partition + " did not say in time which offsets it has")));
        }
        if (targets.isEmpty()) {
            end.accept(found);
        } else {
            loop.after(round == 1 ? 0 : PAUSE_MILLIS, this::begin);
        }
    }
}
