package io.sluice.rest.v3;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.Operation;
import io.sluice.rest.web.RequestObject;
import io.sluice.rest.web.RestException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;

/** The topics of a cluster; how they are created is in {@link TopicCreation}. Thread-safe. */
final class Topics {
    private static final String TOPICS = Scope.CLUSTER + "/topics";

    private final Scope scope;
    private final TopicCreation creation;

    Topics(Scope scope) {
        this.scope = scope;
        this.creation = new TopicCreation(scope);
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(TOPICS, Scope.JSON, this::list),
                new Operation("POST", TOPICS, Scope.JSON, Scope.JSON, creation::create),
                Operation.get(Scope.TOPIC, Scope.JSON, this::get),
                new Operation("PATCH", Scope.TOPIC, Scope.JSON, Scope.JSON, this::grow),
                new Operation("DELETE", Scope.TOPIC, List.of(), Scope.JSON, this::delete));
    }

    private void list(Call call) {
        DescribeTopicsOptions options = options(call, "includeAuthorizedOperations");
        scope.cluster(call, cluster -> {
            CompletionStage<Set<String>> names =
                    scope.admin().ask(client -> client.listTopics().names());
            call.then(
                    names.thenCompose(found -> described(found, options)),
                    topics -> call.respond(
                            200,
                            json -> Documents.list(
                                    json,
                                    "KafkaTopicList",
                                    cluster.at("topics"),
                                    topics,
                                    (to, topic) -> write(to, cluster, topic))));
        });
    }

    private CompletionStage<List<TopicDescription>> described(Set<String> names, DescribeTopicsOptions options) {
        CompletionStage<Map<String, KafkaFuture<TopicDescription>>> answers = scope.admin()
                .ask(client -> KafkaFuture.completedFuture(
                        client.describeTopics(names, options).topicNameValues()));
        return answers.thenCompose(each -> Present.of(each.values()))
                .thenApply(topics -> topics.stream()
                        .sorted(Comparator.comparing(TopicDescription::name))
                        .toList());
    }

    private void get(Call call) {
        DescribeTopicsOptions options = options(call, "include_authorized_operations");
        scope.cluster(
                call,
                cluster -> describe(call, options, topic -> call.respond(200, json -> write(json, cluster, topic))));
    }

    private void describe(Call call, DescribeTopicsOptions options, Consumer<TopicDescription> consumer) {
        call.then(
                scope.admin()
                        .ask(client -> client.describeTopics(List.of(call.path("topic_name")), options)
                                .allTopicNames()),
                topics -> topics.values().forEach(consumer));
    }

    private static DescribeTopicsOptions options(Call call, String parameter) {
        return new DescribeTopicsOptions().includeAuthorizedOperations("true".equals(call.query(parameter)));
    }

    /** Raises the number of partitions. */
    private void grow(Call call) {
        call.body(body -> {
            RequestObject request = RequestObject.of(body, "updatePartitionsCount.arg2");
            Integer count = request.number("partitions_count");
            request.finish();
            if (count == null) {
                throw RestException.of(422, "partitions_count must not be null (was null)");
            }
            String name = call.path("topic_name");
            scope.cluster(
                    call,
                    cluster -> call.then(
                            scope.admin()
                                    .ask(client -> client.createPartitions(
                                                    Map.of(name, NewPartitions.increaseTo(count)))
                                            .all()),
                            done -> describe(
                                    call,
                                    new DescribeTopicsOptions(),
                                    topic -> call.respond(200, json -> write(json, cluster, topic)))));
        });
    }

    private void delete(Call call) {
        scope.cluster(
                call,
                cluster -> call.then(
                        scope.admin()
                                .ask(client -> client.deleteTopics(List.of(call.path("topic_name")))
                                        .all()),
                        done -> call.noContent()));
    }

    private static void write(JsonGenerator json, Resource cluster, TopicDescription topic) throws IOException {
        int replicas = topic.partitions().isEmpty()
                ? 0
                : topic.partitions().get(0).replicas().size();
        var document = new TopicDocument(
                topic.name(), topic.isInternal(), replicas, topic.partitions().size(), topic.authorizedOperations());
        document.write(json, cluster);
    }
}
