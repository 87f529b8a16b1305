package io.sluice.rest.v3;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.Operation;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;

/** The cluster and its brokers. Thread-safe. */
final class Clusters {
    private final Scope scope;

    Clusters(Scope scope) {
        this.scope = scope;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get("/v3/clusters", Scope.JSON, this::list),
                Operation.get(Scope.CLUSTER, Scope.JSON, this::get),
                Operation.get(Scope.CLUSTER + "/brokers", Scope.JSON, this::brokers),
                Operation.get(Scope.CLUSTER + "/brokers/{broker_id}", Scope.JSON, this::broker));
    }

    private void list(Call call) {
        String base = scope.baseUrl(call);
        call.then(scope.clusterId(), id -> {
            Resource cluster = Resource.cluster(base, id);
            controller(
                    call,
                    node -> call.respond(
                            200,
                            json -> Documents.list(
                                    json,
                                    "KafkaClusterList",
                                    base + "/v3/clusters",
                                    List.of(cluster),
                                    (to, only) -> write(to, only, node))));
        });
    }

    private void get(Call call) {
        scope.cluster(call, cluster -> controller(call, node -> call.respond(200, json -> write(json, cluster, node))));
    }

    /** Hands over the broker that leads; null while the cluster has none. */
    private void controller(Call call, Consumer<@Nullable Node> consumer) {
        CompletionStage<Optional<Node>> controller = scope.admin()
                .ask(client -> client.describeCluster().controller())
                .thenApply(Optional::ofNullable);
        call.then(controller, found -> consumer.accept(found.orElse(null)));
    }

    private static void write(JsonGenerator json, Resource cluster, @Nullable Node controller) throws IOException {
        Documents.begin(json, "KafkaCluster", cluster);
        if (controller != null && !controller.isEmpty()) {
            Documents.related(
                    json, "controller", cluster.broker(controller.id()).url());
        }
        Documents.related(json, "acls", cluster.at("acls"));
        Documents.related(json, "brokers", cluster.at("brokers"));
        Documents.related(json, "broker_configs", cluster.at("broker-configs"));
        Documents.related(json, "consumer_groups", cluster.at("consumer-groups"));
        Documents.related(json, "topics", cluster.at("topics"));
        Documents.related(json, "partition_reassignments", cluster.at("topics/-/partitions/-/reassignment"));
        json.writeEndObject();
    }

    private void brokers(Call call) {
        scope.cluster(
                call,
                cluster -> nodes(
                        call,
                        nodes -> call.respond(
                                200,
                                json -> Documents.list(
                                        json,
                                        "KafkaBrokerList",
                                        cluster.at("brokers"),
                                        nodes,
                                        (to, node) -> writeBroker(to, cluster, node)))));
    }

    private void broker(Call call) {
        int id = call.pathNumber("broker_id");
        scope.cluster(
                call,
                cluster -> nodes(call, nodes -> {
                    Node broker = nodes.stream()
                            .filter(node -> node.id() == id)
                            .findFirst()
                            .orElseThrow(() -> Scope.notFound("Broker", id));
                    call.respond(200, json -> writeBroker(json, cluster, broker));
                }));
    }

    private void nodes(Call call, Consumer<List<Node>> consumer) {
        CompletionStage<Collection<Node>> nodes =
                scope.admin().ask(client -> client.describeCluster().nodes());
        call.then(
                nodes,
                found -> consumer.accept(
                        found.stream().sorted(Comparator.comparingInt(Node::id)).toList()));
    }

    private static void writeBroker(JsonGenerator json, Resource cluster, Node broker) throws IOException {
        Resource resource = cluster.broker(broker.id());
        Documents.begin(json, "KafkaBroker", resource);
        json.writeNumberField("broker_id", broker.id());
        json.writeStringField("host", broker.host());
        json.writeNumberField("port", broker.port());
        json.writeStringField("rack", broker.rack());
        Documents.related(json, "configs", resource.at("configs"));
        Documents.related(json, "partition_replicas", resource.at("partition-replicas"));
        json.writeEndObject();
    }
}
