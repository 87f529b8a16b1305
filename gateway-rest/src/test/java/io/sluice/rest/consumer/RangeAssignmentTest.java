package io.sluice.rest.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.rest.broker.TopicMetadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.JoinGroupResponseData.JoinGroupResponseMember;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class RangeAssignmentTest {

    private static JoinGroupResponseMember member(String id, String... topics) {
        return new JoinGroupResponseMember().setMemberId(id).setMetadata(RangeAssignment.announce(List.of(topics)));
    }

    private static TopicMetadata topic(String name, int partitions) {
        return new TopicMetadata(
                name,
                Errors.NONE,
                IntStream.range(0, partitions)
                        .mapToObj(id -> new TopicMetadata.Partition(id, 1, List.of(1), List.of(1)))
                        .toList());
    }

    @Test
    void givesEachMemberARangeOfTheTopicsThatItAnnounces() {
        var members = RangeAssignment.subscriptions(List.of(member("a", "t", "u", "missing"), member("b", "t")));

        var assignments = RangeAssignment.assign(members, Map.of("t", topic("t", 3), "u", topic("u", 1)));

        assertThat(RangeAssignment.topics(members)).containsExactlyInAnyOrder("t", "u", "missing");
        Map<String, List<TopicPartition>> given = new HashMap<>();
        assignments.forEach(
                assignment -> given.put(assignment.memberId(), RangeAssignment.partitions(assignment.assignment())));
        assertThat(given.get("a"))
                .containsExactlyInAnyOrder(
                        new TopicPartition("t", 0), new TopicPartition("t", 1), new TopicPartition("u", 0));
        assertThat(given.get("b")).containsExactly(new TopicPartition("t", 2));
    }

    @Test
    void readsNothingOutOfAnEmptyAssignment() {
        assertThat(RangeAssignment.partitions(new byte[0])).isEmpty();
    }

    @Test
    void refusesWhatOtherProgramsMayWrite() {
        var strange = new JoinGroupResponseMember().setMemberId("strange").setMetadata(new byte[] {0, 1, 127});

        assertThatThrownBy(() -> RangeAssignment.subscriptions(List.of(strange)))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("strange");
        assertThatThrownBy(() -> RangeAssignment.partitions(new byte[] {0, 1, 127}))
                .isInstanceOf(KafkaException.class);
    }
}
