package io.sluice.rest.v3;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.Operation;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;

/** The consumer groups of a cluster. Thread-safe. */
final class Groups {
    static final String GROUP = Scope.CLUSTER + "/consumer-groups/{consumer_group_id}";

    private static final String GROUPS = Scope.CLUSTER + "/consumer-groups";

    private final Scope scope;

    Groups(Scope scope) {
        this.scope = scope;
    }

    List<Operation> operations() {
        return List.of(Operation.get(GROUPS, Scope.JSON, this::list), Operation.get(GROUP, Scope.JSON, this::get));
    }

    /** The place of a group. */
    static Resource resource(Resource cluster, String group) {
        return cluster.member("consumer-groups", "consumer-group", group);
    }

    /** Goes on with the cluster and the group that the path names; the call ends with 404 when there is none. */
    void describe(Call call, BiConsumer<Resource, ConsumerGroupDescription> consumer) {
        String id = call.path("consumer_group_id");
        scope.cluster(
                call,
                cluster -> call.then(
                        scope.admin()
                                .ask(client -> client.describeConsumerGroups(List.of(id))
                                        .all()),
                        groups -> groups.values().forEach(group -> {
                            if (!exists(group)) {
                                throw Scope.notFound("Consumer group", id);
                            }
                            consumer.accept(cluster, group);
                        })));
    }

    /** Brokers before 4.0 describe groups that are not there as dead. */
    private static boolean exists(ConsumerGroupDescription group) {
        return group.groupState() != GroupState.DEAD;
    }

    private void list(Call call) {
        scope.cluster(call, cluster -> {
            CompletionStage<Collection<GroupListing>> listed = scope.admin()
                    .ask(client -> client.listGroups(ListGroupsOptions.forConsumerGroups())
                            .all());
            call.then(
                    listed.thenCompose(this::described),
                    groups -> call.respond(
                            200,
                            json -> Documents.list(
                                    json,
                                    "KafkaConsumerGroupList",
                                    cluster.at("consumer-groups"),
                                    groups,
                                    (to, group) -> write(to, cluster, group))));
        });
    }

    private CompletionStage<List<ConsumerGroupDescription>> described(Collection<GroupListing> groups) {
        List<String> ids = groups.stream().map(GroupListing::groupId).toList();
        CompletionStage<Map<String, KafkaFuture<ConsumerGroupDescription>>> answers = scope.admin()
                .ask(client -> KafkaFuture.completedFuture(
                        client.describeConsumerGroups(ids).describedGroups()));
        return answers.thenCompose(each -> Present.of(each.values()))
                .thenApply(found -> found.stream()
                        .filter(Groups::exists)
                        .sorted(Comparator.comparing(ConsumerGroupDescription::groupId))
                        .toList());
    }

    private void get(Call call) {
        describe(call, (cluster, group) -> call.respond(200, json -> write(json, cluster, group)));
    }

    private static void write(JsonGenerator json, Resource cluster, ConsumerGroupDescription group) throws IOException {
        Resource resource = resource(cluster, group.groupId());
        Documents.begin(json, "KafkaConsumerGroup", resource);
        json.writeStringField("consumer_group_id", group.groupId());
        json.writeBooleanField("is_simple", group.isSimpleConsumerGroup());
        json.writeStringField("partition_assignor", group.partitionAssignor());
        json.writeStringField("state", group.groupState().name());
        json.writeStringField("type", group.type().name());
        json.writeBooleanField("is_mixed_consumer_group", isMixed(group));
        Node coordinator = group.coordinator();
        if (coordinator != null && !coordinator.isEmpty()) {
            Documents.related(
                    json, "coordinator", cluster.broker(coordinator.id()).url());
        }
        Documents.related(json, "consumers", resource.at("consumers"));
        Documents.related(json, "lag_summary", resource.at("lag-summary"));
        json.writeEndObject();
    }

    /** Whether members of the classic protocol take part in a group of the new one. */
    private static boolean isMixed(ConsumerGroupDescription group) {
        return group.type() == GroupType.CONSUMER
                && group.members().stream()
                        .map(MemberDescription::upgraded)
                        .anyMatch(upgraded -> upgraded.isPresent() && !upgraded.get());
    }
}
