package io.sluice.rest.consumer;

import io.sluice.rest.broker.BrokerLoop;
import io.sluice.rest.broker.Connection;
import io.sluice.rest.broker.Reply;
import io.sluice.rest.broker.TopicMetadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.SyncGroupRequestData.SyncGroupRequestAssignment;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.JoinGroupResponse;
import org.apache.kafka.common.requests.SyncGroupResponse;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to become a member of a group at its next generation: finds the coordinator, joins, gives partitions to all
 * members if it is the leader, and gets its own.
 *
 * <p>The broker holds these requests back until all members have come, so they go over a connection of their own, which
 * ends with the attempt. Owned by the loop's thread.
 */
final class JoinRound {
    private static final int SLACK_MILLIS = 5_000;
    private static final long TOPIC_AGE_MILLIS = 500;

    /** Who is told how it goes; nobody is after {@link #abandon}, but for {@link #strayed}. */
    interface Owner {
        /** The topics to announce. */
        List<String> topics();

        /** The coordinator has given the member a name, with which it has to join once more. */
        void named(Member member);

        /** All members have come: there is a new generation. */
        void entered(Member member);

        /** The member leads, and gives these numbers of partitions to the group. */
        void leading(Map<String, Integer> partitions);

        /** The member has its partitions; the attempt is over. */
        void given(List<TopicPartition> partitions);

        /** The coordinator refused; the attempt is over. */
        void refused(Errors error);

        /** There was no answer, or none that makes sense; the attempt is over. */
        void failed(KafkaException failure);

        /** A name came for a member that had been abandoned before, and the group would wait for it. */
        void strayed(Member member);
    }

    private final BrokerLoop loop;
    private final String group;
    private final GroupRequests requests;
    private final int timeoutMillis;
    private final Owner owner;
    private Member member;
    private boolean isOver;
    private boolean unnamed; // a first request is on its way
    private @Nullable Connection connection;

    JoinRound(BrokerLoop loop, String group, GroupRequests requests, int rebalanceMillis, Owner owner, Member member) {
        this.loop = loop;
        this.group = group;
        this.requests = requests;
        this.timeoutMillis = rebalanceMillis + SLACK_MILLIS;
        this.owner = owner;
        this.member = member;
    }

    void start() {
        loop.coordinators().find(group, Reply.of(this::join, this::fail));
    }

    /** Ends the attempt; a connection over which a name may still come stays until it has. */
    void abandon() {
        isOver = true;
        if (!unnamed) {
            disconnect();
        }
    }

    private void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    private void join(Node coordinator) {
        if (!isOver) {
            Connection own = loop.open(coordinator);
            connection = own;
            sendJoin(own);
        }
    }

    private void sendJoin(Connection own) {
        unnamed = member.id().isEmpty();
        own.send(
                requests.join(member, owner.topics()),
                JoinGroupResponse.class,
                timeoutMillis,
                Reply.of(response -> joined(own, response.data()), failure -> {
                    unnamed = false;
                    fail(failure);
                }));
    }

    private void joined(Connection own, JoinGroupResponseData answer) {
        unnamed = false;
        if (isOver) {
            disconnect();
            if (!answer.memberId().isEmpty()) {
                owner.strayed(new Member(answer.memberId(), answer.generationId()));
            }
            return;
        }
        Errors error = Errors.forCode(answer.errorCode());
        switch (error) {
            case NONE -> {
                member = new Member(answer.memberId(), answer.generationId());
                owner.entered(member);
                if (answer.leader().equals(answer.memberId()) && !answer.skipAssignment()) {
                    lead(own, answer);
                } else {
                    sync(own, List.of());
                }
            }
            case MEMBER_ID_REQUIRED -> {
                member = new Member(answer.memberId(), -1);
                owner.named(member);
                sendJoin(own);
            }
            default -> refuse(error);
        }
    }

    private void lead(Connection own, JoinGroupResponseData answer) {
        Map<String, Subscription> members;
        try {
            members = RangeAssignment.subscriptions(answer.members());
        } catch (KafkaException e) {
            fail(e);
            return;
        }
        loop.metadata()
                .topics(
                        RangeAssignment.topics(members),
                        true,
                        TOPIC_AGE_MILLIS,
                        Reply.of(
                                found -> {
                                    if (!isOver) {
                                        owner.leading(partitions(found));
                                        sync(own, RangeAssignment.assign(members, found));
                                    }
                                },
                                this::fail));
    }

    private static Map<String, Integer> partitions(Map<String, TopicMetadata> topics) {
        Map<String, Integer> counts = new HashMap<>();
        topics.forEach((name, topic) -> counts.put(name, topic.partitions().size()));
        return counts;
    }

    private void sync(Connection own, List<SyncGroupRequestAssignment> assignments) {
        own.send(
                requests.sync(member, assignments),
                SyncGroupResponse.class,
                timeoutMillis,
                Reply.of(response -> synced(response.data()), this::fail));
    }

    private void synced(SyncGroupResponseData answer) {
        Errors error = Errors.forCode(answer.errorCode());
        if (error != Errors.NONE) {
            refuse(error);
            return;
        }
        List<TopicPartition> partitions;
        try {
            partitions = RangeAssignment.partitions(answer.assignment());
        } catch (KafkaException e) {
            fail(e);
            return;
        }
        if (end()) {
            owner.given(partitions);
        }
    }

    private void refuse(Errors error) {
        if (end()) {
            owner.refused(error);
        }
    }

    private void fail(KafkaException failure) {
        if (end()) {
            owner.failed(failure);
        }
    }

    /** Whether the attempt was still going on. */
    private boolean end() {
        boolean first = !isOver;
        isOver = true;
        disconnect();
        return first;
    }
}
