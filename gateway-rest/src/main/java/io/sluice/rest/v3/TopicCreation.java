package io.sluice.rest.v3;

import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.Json;
import io.sluice.rest.web.RequestObject;
import io.sluice.rest.web.RestException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

/** Creates topics. Thread-safe. */
final class TopicCreation {
    private final Scope scope;

    TopicCreation(Scope scope) {
        this.scope = scope;
    }

    void create(Call call) {
        call.body(body -> {
            RequestObject request = RequestObject.of(body, "createTopic.arg2");
            NewTopic topic = topic(request);
            boolean validateOnly = Boolean.TRUE.equals(request.flag("validate_only"));
            request.finish();
            scope.cluster(
                    call,
                    cluster -> call.then(
                            created(topic, validateOnly),
                            document -> respond(call, cluster, document, validateOnly ? 200 : 201)));
        });
    }

    private static void respond(Call call, Resource cluster, TopicDocument document, int status) {
        if (status == 200) {
            call.respond(status, json -> document.write(json, cluster));
            return;
        }
        byte[] body = Json.bytes(json -> document.write(json, cluster));
        HttpFields fields = HttpFields.builder()
                .add("content-type", call.responseType())
                .add("location", cluster.topic(document.name()).url())
                .build();
        call.respond(new HttpResponse(status, fields, Body.of(body)));
    }

    private CompletionStage<TopicDocument> created(NewTopic topic, boolean validateOnly) {
        CompletionStage<CreateTopicsResult> result = scope.admin().ask(client -> {
            CreateTopicsResult created =
                    client.createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(validateOnly));
            return created.all().thenApply(done -> created);
        });
        return result.thenCompose(created -> known(created.numPartitions(topic.name()), topic.numPartitions())
                .thenCombine(
                        known(created.replicationFactor(topic.name()), topic.replicationFactor()),
                        (partitions, replicas) -> new TopicDocument(topic.name(), false, replicas, partitions, null)));
    }

    /** What the broker says it made, which it may keep from who has no right to describe topics; else what was asked for. */
    private static CompletionStage<Integer> known(KafkaFuture<Integer> told, int asked) {
        return told.toCompletionStage().exceptionally(failure -> Math.max(asked, 0));
    }

    private static NewTopic topic(RequestObject request) {
        String name = request.text("topic_name");
        if (name == null) {
            throw RestException.of(422, "topic_name must not be null (was null)");
        }
        Integer partitions = request.number("partitions_count");
        Integer replicas = request.number("replication_factor");
        Map<Integer, List<Integer>> assignments = assignments(request.objects("replicas_assignments"));
        NewTopic topic = assignments.isEmpty()
                ? new NewTopic(name, Optional.ofNullable(partitions), Optional.ofNullable(replicas(replicas)))
                : new NewTopic(name, assignments);
        if (!assignments.isEmpty() && (partitions != null || replicas != null)) {
            throw RestException.of(
                    400,
                    "Bad Request: replicas_assignments says how many partitions and replicas there are; leave out"
                            + " partitions_count and replication_factor.");
        }
        return topic.configs(configs(request.objects("configs")));
    }

    private static @Nullable Short replicas(@Nullable Integer count) {
        if (count == null) {
            return null;
        }
        if (count < Short.MIN_VALUE || count > Short.MAX_VALUE) {
            throw RestException.of(400, "Numeric value (" + count + ") out of range of `short`");
        }
        return count.shortValue();
    }

    private static Map<Integer, List<Integer>> assignments(@Nullable List<RequestObject> objects) {
        Map<Integer, List<Integer>> assignments = new HashMap<>();
        for (RequestObject assignment : Objects.requireNonNullElse(objects, List.<RequestObject>of())) {
            Integer partition = assignment.number("partition_id");
            List<Integer> brokers = assignment.numbers("broker_ids");
            assignment.finish();
            if (partition == null || brokers == null) {
                throw RestException.of(422, "replicas_assignments: partition_id and broker_ids must not be null");
            }
            assignments.put(partition, brokers);
        }
        return assignments;
    }

    private static Map<String, @Nullable String> configs(@Nullable List<RequestObject> objects) {
        Map<String, @Nullable String> configs = new HashMap<>();
        for (RequestObject config : Objects.requireNonNullElse(objects, List.<RequestObject>of())) {
            String name = config.text("name");
            String value = config.text("value");
            config.finish();
            if (name == null) {
                throw RestException.of(422, "configs: name must not be null (was null)");
            }
            configs.put(name, value);
        }
        return configs;
    }
}
