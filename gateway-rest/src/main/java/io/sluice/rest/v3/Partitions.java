package io.sluice.rest.v3;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.Failures;
import io.sluice.rest.web.Operation;
import io.sluice.rest.web.RestException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/** The partitions of topics, their offsets and replicas. Thread-safe. */
final class Partitions {
    private static final String PARTITIONS = Scope.TOPIC + "/partitions";
    private static final String PARTITION = PARTITIONS + "/{partition_id}";

    private final Scope scope;

    Partitions(Scope scope) {
        this.scope = scope;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(PARTITIONS, Scope.JSON, this::list),
                Operation.get(PARTITION, Scope.JSON, this::get),
                Operation.get(PARTITION + "/offset", Scope.JSON, this::offset),
                Operation.get(PARTITION + "/replicas", Scope.JSON, this::replicas),
                Operation.get(PARTITION + "/replicas/{broker_id}", Scope.JSON, this::replica));
    }

    /** A partition with the place where it is found. */
    private record Found(Resource cluster, String topic, TopicPartitionInfo info) {

        Resource resource() {
            return cluster.topic(topic).partition(info.partition());
        }

        boolean isLedBy(Node broker) {
            Node leader = info.leader();
            return leader != null && leader.id() == broker.id();
        }
    }

    private void list(Call call) {
        topic(
                call,
                (cluster, topic) -> call.respond(
                        200,
                        json -> Documents.list(
                                json,
                                "KafkaPartitionList",
                                cluster.topic(topic.name()).at("partitions"),
                                topic.partitions(),
                                (to, info) -> write(to, new Found(cluster, topic.name(), info)))));
    }

    private void get(Call call) {
        partition(call, found -> call.respond(200, json -> write(json, found)));
    }

    private void topic(Call call, BiConsumer<Resource, TopicDescription> consumer) {
        scope.cluster(
                call,
                cluster -> call.then(
                        scope.admin().topic(call.path("topic_name")), topic -> consumer.accept(cluster, topic)));
    }

    private void partition(Call call, Consumer<Found> consumer) {
        int id = call.pathNumber("partition_id");
        topic(call, (cluster, topic) -> {
            TopicPartitionInfo partition = topic.partitions().stream()
                    .filter(info -> info.partition() == id)
                    .findFirst()
                    .orElseThrow(Failures::noPartition);
            consumer.accept(new Found(cluster, topic.name(), partition));
        });
    }

    private static void write(JsonGenerator json, Found partition) throws IOException {
        Resource resource = partition.resource();
        begin(json, "KafkaPartition", resource, partition);
        Node leader = partition.info().leader();
        if (leader != null) {
            Documents.related(json, "leader", resource.at("replicas/" + leader.id()));
        }
        Documents.related(json, "replicas", resource.at("replicas"));
        Documents.related(json, "reassignment", resource.at("reassignment"));
        json.writeEndObject();
    }

    private static void begin(JsonGenerator json, String kind, Resource resource, Found partition) throws IOException {
        Documents.begin(json, kind, resource);
        json.writeStringField("topic_name", partition.topic());
        json.writeNumberField("partition_id", partition.info().partition());
    }

    private void offset(Call call) {
        String type = Objects.requireNonNullElse(call.query("offset_type"), "earliest_and_latest");
        if (!List.of("earliest_and_latest", "earliest", "latest").contains(type)) {
            throw RestException.of(
                    400, "Bad Request: unknown offset_type (expected: earliest_and_latest, earliest or latest)");
        }
        partition(call, found -> {
            var partition = new TopicPartition(found.topic(), found.info().partition());
            CompletionStage<@Nullable Long> earliest =
                    type.startsWith("earliest") ? asked(partition, OffsetSpec.earliest()) : unasked();
            CompletionStage<@Nullable Long> latest =
                    type.endsWith("latest") ? asked(partition, OffsetSpec.latest()) : unasked();
            call.then(
                    earliest.thenCombine(latest, Offsets::new),
                    offsets -> call.respond(200, json -> write(json, found, offsets)));
        });
    }

    /** Offsets of a partition; null where nobody asked. */
    private record Offsets(
            @Nullable Long earliest, @Nullable Long latest) {}

    private CompletionStage<@Nullable Long> asked(TopicPartition partition, OffsetSpec spec) {
        return scope.admin().offset(partition, spec).thenApply(offset -> offset);
    }

    private static CompletionStage<@Nullable Long> unasked() {
        return CompletableFuture.completedFuture(null);
    }

    private static void write(JsonGenerator json, Found partition, Offsets offsets) throws IOException {
        begin(json, "KafkaPartitionWithOffsets", partition.resource().part("offset"), partition);
        if (offsets.earliest() != null) {
            json.writeNumberField("earliest_offset", offsets.earliest());
        }
        if (offsets.latest() != null) {
            json.writeNumberField("latest_offset", offsets.latest());
        }
        json.writeEndObject();
    }

    private void replicas(Call call) {
        partition(
                call,
                found -> call.respond(
                        200,
                        json -> Documents.list(
                                json,
                                "KafkaReplicaList",
                                found.resource().at("replicas"),
                                found.info().replicas(),
                                (to, replica) -> write(to, found, replica))));
    }

    private void replica(Call call) {
        int id = call.pathNumber("broker_id");
        partition(call, found -> {
            Node replica = found.info().replicas().stream()
                    .filter(node -> node.id() == id)
                    .findFirst()
                    .orElseThrow(() -> Scope.notFound("Replica", id));
            call.respond(200, json -> write(json, found, replica));
        });
    }

    private static void write(JsonGenerator json, Found partition, Node replica) throws IOException {
        Resource resource = partition.resource().member("replicas", "replica", replica.id());
        begin(json, "KafkaReplica", resource, partition);
        json.writeNumberField("broker_id", replica.id());
        json.writeBooleanField("is_leader", partition.isLedBy(replica));
        json.writeBooleanField("is_in_sync", partition.info().isr().contains(replica));
        Documents.related(
                json, "broker", partition.cluster().broker(replica.id()).url());
        json.writeEndObject();
    }
}
