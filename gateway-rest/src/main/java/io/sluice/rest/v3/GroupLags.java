package io.sluice.rest.v3;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.Operation;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far consumer groups are behind. Thread-safe. */
final class GroupLags {
    private static final String LAGS = Groups.GROUP + "/lags";

    private final Scope scope;
    private final Groups groups;

    GroupLags(Scope scope, Groups groups) {
        this.scope = scope;
        this.groups = groups;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(Groups.GROUP + "/lag-summary", Scope.JSON, this::summary),
                Operation.get(LAGS, Scope.JSON, this::list),
                Operation.get(LAGS + "/{topic_name}/partitions/{partition_id}", Scope.JSON, this::get));
    }

    /** The place of a group's lag at a partition. */
    static Resource resource(Resource cluster, String group, TopicPartition partition) {
        return Groups.resource(cluster, group)
                .member("lags", "lag", partition.topic())
                .partition(partition.partition());
    }

    /**
     * A group's lag at a partition.
     *
     * @param current the committed offset
     * @param end the offset of the next record to come
     * @param member who reads the partition; null for nobody
     */
    private record Lag(
            TopicPartition partition,
            long current,
            long end,
            @Nullable MemberDescription member) {

        long lag() {
            return end - current;
        }

        String consumerId() {
            return member == null ? "" : member.consumerId();
        }

        String clientId() {
            return member == null ? "" : member.clientId();
        }

        @Nullable String instanceId() {
            return member == null ? null : member.groupInstanceId().orElse(null);
        }
    }

    /** The lags of a group of a cluster, by topic and partition. */
    private record Found(Resource cluster, String group, List<Lag> lags) {}

    private void lags(Call call, Consumer<Found> consumer) {
        groups.describe(
                call,
                (cluster, group) -> call.then(
                        committed(group.groupId())
                                .thenCompose(offsets -> ends(offsets).thenApply(ends -> lags(group, offsets, ends))),
                        lags -> consumer.accept(new Found(cluster, group.groupId(), lags))));
    }

    private CompletionStage<Map<TopicPartition, Long>> committed(String group) {
        return scope.admin()
                .ask(client -> client.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .thenApply(offsets -> {
                    Map<TopicPartition, Long> committed = new HashMap<>();
                    offsets.forEach((partition, offset) -> {
                        if (offset != null) {
                            committed.put(partition, offset.offset());
                        }
                    });
                    return committed;
                });
    }

    private CompletionStage<Map<TopicPartition, ListOffsetsResultInfo>> ends(Map<TopicPartition, Long> committed) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        committed.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        return scope.admin().ask(client -> client.listOffsets(latest).all());
    }

    private static List<Lag> lags(
            ConsumerGroupDescription group,
            Map<TopicPartition, Long> committed,
            Map<TopicPartition, ListOffsetsResultInfo> ends) {
        Map<TopicPartition, MemberDescription> readers = new HashMap<>();
        for (MemberDescription member : group.members()) {
            member.assignment().topicPartitions().forEach(partition -> readers.put(partition, member));
        }
        return committed.keySet().stream()
                .sorted(GroupMembers.ORDER)
                .map(partition -> new Lag(
                        partition,
                        requireNonNull(committed.get(partition)),
                        requireNonNull(ends.get(partition)).offset(),
                        readers.get(partition)))
                .toList();
    }

    private void list(Call call) {
        lags(
                call,
                found -> call.respond(
                        200,
                        json -> Documents.list(
                                json,
                                "KafkaConsumerLagList",
                                Groups.resource(found.cluster(), found.group()).at("lags"),
                                found.lags(),
                                (to, lag) -> write(to, found, lag))));
    }

    private void get(Call call) {
        var wanted = new TopicPartition(call.path("topic_name"), call.pathNumber("partition_id"));
        lags(call, found -> {
            Lag lag = found.lags().stream()
                    .filter(one -> one.partition().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> Scope.notFound("Lag at partition", wanted));
            call.respond(200, json -> write(json, found, lag));
        });
    }

    private static void write(JsonGenerator json, Found found, Lag lag) throws IOException {
        Documents.begin(json, "KafkaConsumerLag", resource(found.cluster(), found.group(), lag.partition()));
        json.writeStringField("consumer_group_id", found.group());
        json.writeStringField("topic_name", lag.partition().topic());
        json.writeNumberField("partition_id", lag.partition().partition());
        json.writeNumberField("current_offset", lag.current());
        json.writeNumberField("log_end_offset", lag.end());
        json.writeNumberField("lag", lag.lag());
        json.writeStringField("consumer_id", lag.consumerId());
        json.writeStringField("instance_id", lag.instanceId());
        json.writeStringField("client_id", lag.clientId());
        json.writeEndObject();
    }

    private void summary(Call call) {
        lags(call, found -> {
            Lag max = found.lags().stream()
                    .max(Comparator.comparingLong(Lag::lag))
                    .orElseThrow(() -> Scope.notFound("A committed offset of consumer group", found.group()));
            call.respond(200, json -> writeSummary(json, found, max));
        });
    }

    private static void writeSummary(JsonGenerator json, Found found, Lag max) throws IOException {
        Resource group = Groups.resource(found.cluster(), found.group());
        TopicPartition partition = max.partition();
        Documents.begin(json, "KafkaConsumerGroupLagSummary", group.part("lag-summary"));
        json.writeStringField("consumer_group_id", found.group());
        json.writeStringField("max_lag_consumer_id", max.consumerId());
        json.writeStringField("max_lag_instance_id", max.instanceId());
        json.writeStringField("max_lag_client_id", max.clientId());
        json.writeStringField("max_lag_topic_name", partition.topic());
        json.writeNumberField("max_lag_partition_id", partition.partition());
        json.writeNumberField("max_lag", max.lag());
        json.writeNumberField(
                "total_lag", found.lags().stream().mapToLong(Lag::lag).sum());
        Documents.related(
                json,
                "max_lag_consumer",
                group.member("consumers", "consumer", max.consumerId()).url());
        Documents.related(
                json,
                "max_lag_partition",
                found.cluster()
                        .topic(partition.topic())
                        .partition(partition.partition())
                        .url());
        json.writeEndObject();
    }
}
