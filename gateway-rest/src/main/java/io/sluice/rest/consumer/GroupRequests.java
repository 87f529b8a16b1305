package io.sluice.rest.consumer;

import io.sluice.rest.consumer.ConsumersSettings.GroupTimes;
import java.util.List;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocolCollection;
import org.apache.kafka.common.message.LeaveGroupRequestData.MemberIdentity;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData.SyncGroupRequestAssignment;
import org.apache.kafka.common.requests.HeartbeatRequest;
import org.apache.kafka.common.requests.JoinGroupRequest;
import org.apache.kafka.common.requests.LeaveGroupRequest;
import org.apache.kafka.common.requests.SyncGroupRequest;

/** The requests of one member of a group. Immutable. */
final class GroupRequests {
    private static final String PROTOCOL_TYPE = "consumer";

    private final String group;
    private final GroupTimes times;

    GroupRequests(String group, GroupTimes times) {
        this.group = group;
        this.times = times;
    }

    JoinGroupRequest.Builder join(Member member, List<String> topics) {
        var protocols = new JoinGroupRequestProtocolCollection();
        protocols.add(new JoinGroupRequestProtocol()
                .setName(RangeAssignment.NAME)
                .setMetadata(RangeAssignment.announce(topics)));
        return new JoinGroupRequest.Builder(new JoinGroupRequestData()
                .setGroupId(group)
                .setMemberId(member.id())
                .setSessionTimeoutMs(times.session())
                .setRebalanceTimeoutMs(times.rebalance())
                .setProtocolType(PROTOCOL_TYPE)
                .setProtocols(protocols));
    }

    SyncGroupRequest.Builder sync(Member member, List<SyncGroupRequestAssignment> assignments) {
        return new SyncGroupRequest.Builder(new SyncGroupRequestData()
                .setGroupId(group)
                .setMemberId(member.id())
                .setGenerationId(member.generation())
                .setProtocolType(PROTOCOL_TYPE)
                .setProtocolName(RangeAssignment.NAME)
                .setAssignments(assignments));
    }

    HeartbeatRequest.Builder heartbeat(Member member) {
        return new HeartbeatRequest.Builder(new HeartbeatRequestData()
                .setGroupId(group)
                .setMemberId(member.id())
                .setGenerationId(member.generation()));
    }

    LeaveGroupRequest.Builder leave(Member member) {
        return new LeaveGroupRequest.Builder(
                group, List.of(new MemberIdentity().setMemberId(member.id()).setReason("the consumer ended")));
    }
}
