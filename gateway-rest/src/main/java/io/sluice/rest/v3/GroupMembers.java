package io.sluice.rest.v3;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.Operation;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;

/** The members of consumer groups, and the partitions that they read. Thread-safe. */
final class GroupMembers {
    static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private static final String CONSUMERS = Groups.GROUP + "/consumers";
    private static final String CONSUMER = CONSUMERS + "/{consumer_id}";
    private static final String ASSIGNMENTS = CONSUMER + "/assignments";

    private final Groups groups;

    GroupMembers(Groups groups) {
        this.groups = groups;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(CONSUMERS, Scope.JSON, this::list),
                Operation.get(CONSUMER, Scope.JSON, this::get),
                Operation.get(ASSIGNMENTS, Scope.JSON, this::assignments),
                Operation.get(ASSIGNMENTS + "/{topic_name}/partitions/{partition_id}", Scope.JSON, this::assignment));
    }

    /** A member of a group of a cluster. */
    private record Found(Resource cluster, String group, MemberDescription member) {

        Resource resource() {
            return Groups.resource(cluster, group).member("consumers", "consumer", member.consumerId());
        }

        List<TopicPartition> partitions() {
            return member.assignment().topicPartitions().stream().sorted(ORDER).toList();
        }
    }

    private void list(Call call) {
        groups.describe(call, (cluster, group) -> {
            List<Found> members = members(cluster, group);
            call.respond(
                    200,
                    json -> Documents.list(
                            json,
                            "KafkaConsumerList",
                            Groups.resource(cluster, group.groupId()).at("consumers"),
                            members,
                            GroupMembers::write));
        });
    }

    private static List<Found> members(Resource cluster, ConsumerGroupDescription group) {
        return group.members().stream()
                .sorted(Comparator.comparing(MemberDescription::consumerId))
                .map(member -> new Found(cluster, group.groupId(), member))
                .toList();
    }

    private void get(Call call) {
        member(call, found -> call.respond(200, json -> write(json, found)));
    }

    private void member(Call call, Consumer<Found> consumer) {
        String id = call.path("consumer_id");
        groups.describe(
                call,
                (cluster, group) -> consumer.accept(members(cluster, group).stream()
                        .filter(found -> found.member().consumerId().equals(id))
                        .findFirst()
                        .orElseThrow(() -> Scope.notFound("Consumer", id))));
    }

    private static void write(JsonGenerator json, Found found) throws IOException {
        Resource resource = found.resource();
        Documents.begin(json, "KafkaConsumer", resource);
        json.writeStringField("consumer_group_id", found.group());
        json.writeStringField("consumer_id", found.member().consumerId());
        json.writeStringField("instance_id", found.member().groupInstanceId().orElse(null));
        json.writeStringField("client_id", found.member().clientId());
        Documents.related(json, "assignments", resource.at("assignments"));
        json.writeEndObject();
    }

    private void assignments(Call call) {
        member(
                call,
                found -> call.respond(
                        200,
                        json -> Documents.list(
                                json,
                                "KafkaConsumerAssignmentList",
                                found.resource().at("assignments"),
                                found.partitions(),
                                (to, partition) -> write(to, found, partition))));
    }

    private void assignment(Call call) {
        var wanted = new TopicPartition(call.path("topic_name"), call.pathNumber("partition_id"));
        member(call, found -> {
            if (!found.member().assignment().topicPartitions().contains(wanted)) {
                throw Scope.notFound("Assignment of partition", wanted);
            }
            call.respond(200, json -> write(json, found, wanted));
        });
    }

    private static void write(JsonGenerator json, Found found, TopicPartition partition) throws IOException {
        Resource assignment = found.resource()
                .member("assignments", "assignment", partition.topic())
                .partition(partition.partition());
        Documents.begin(json, "KafkaConsumerAssignment", assignment);
        json.writeStringField("consumer_group_id", found.group());
        json.writeStringField("consumer_id", found.member().consumerId());
        json.writeStringField("topic_name", partition.topic());
        json.writeNumberField("partition_id", partition.partition());
        Documents.related(
                json,
                "partition",
                found.cluster()
                        .topic(partition.topic())
                        .partition(partition.partition())
                        .url());
        Documents.related(
                json,
                "lag",
                GroupLags.resource(found.cluster(), found.group(), partition).url());
        json.writeEndObject();
    }
}
