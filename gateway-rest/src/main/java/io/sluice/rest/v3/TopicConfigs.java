package io.sluice.rest.v3;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.Operation;
import io.sluice.rest.web.RequestObject;
import io.sluice.rest.web.RestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/** The configuration of topics. Thread-safe. */
final class TopicConfigs {
    private static final String CONFIGS = Scope.TOPIC + "/configs";
    private static final String CONFIG = CONFIGS + "/{name}";

    private final Scope scope;

    TopicConfigs(Scope scope) {
        this.scope = scope;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(CONFIGS, Scope.JSON, this::list),
                new Operation("POST", CONFIGS + ":alter", Scope.JSON, Scope.JSON, this::alter),
                Operation.get(CONFIG, Scope.JSON, this::get),
                new Operation("PUT", CONFIG, Scope.JSON, Scope.JSON, this::set),
                new Operation("DELETE", CONFIG, List.of(), Scope.JSON, this::reset));
    }

    private void list(Call call) {
        described(call, (topic, config) -> {
            List<ConfigEntry> entries = new ArrayList<>(config.entries());
            entries.sort(Comparator.comparing(ConfigEntry::name));
            call.respond(
                    200,
                    json -> Documents.list(
                            json,
                            "KafkaTopicConfigList",
                            topic.at("configs"),
                            entries,
                            (to, entry) -> write(to, topic, call.path("topic_name"), entry)));
        });
    }

    private void get(Call call) {
        described(call, (topic, config) -> {
            ConfigEntry entry = entry(config, call.path("name"));
            call.respond(200, json -> write(json, topic, call.path("topic_name"), entry));
        });
    }

    private void set(Call call) {
        call.body(body -> {
            RequestObject request = RequestObject.of(body, "updateTopicConfig.arg3");
            String value = request.text("value");
            request.finish();
            change(call, List.of(operation(call.path("name"), value, AlterConfigOp.OpType.SET)), false);
        });
    }

    private void reset(Call call) {
        change(call, List.of(operation(call.path("name"), null, AlterConfigOp.OpType.DELETE)), false);
    }

    private void alter(Call call) {
        call.body(body -> {
            RequestObject request = RequestObject.of(body, "alterTopicConfigBatch.arg2");
            List<RequestObject> data = request.objects("data");
            boolean validateOnly = Boolean.TRUE.equals(request.flag("validate_only"));
            request.finish();
            if (data == null) {
                throw RestException.of(422, "data must not be null (was null)");
            }
            change(call, data.stream().map(TopicConfigs::operation).toList(), validateOnly);
        });
    }

    private static AlterConfigOp operation(RequestObject change) {
        String name = change.text("name");
        String value = change.text("value");
        String operation = change.text("operation");
        change.finish();
        if (name == null) {
            throw RestException.of(422, "data: name must not be null (was null)");
        }
        if (operation == null || operation.equals("SET")) {
            return operation(name, value, AlterConfigOp.OpType.SET);
        }
        if (operation.equals("DELETE")) {
            return operation(name, null, AlterConfigOp.OpType.DELETE);
        }
        throw RestException.of(400, "Bad Request: unknown operation of " + name + " (expected: SET or DELETE)");
    }

    private static AlterConfigOp operation(String name, @Nullable String value, AlterConfigOp.OpType type) {
        return new AlterConfigOp(new ConfigEntry(name, value), type);
    }

    /** Changes what there is: a name that no topic has is not handed to Kafka. */
    private void change(Call call, List<AlterConfigOp> operations, boolean validateOnly) {
        described(call, (topic, config) -> {
            operations.forEach(
                    operation -> entry(config, operation.configEntry().name()));
            var options = new AlterConfigsOptions().validateOnly(validateOnly);
            call.then(
                    scope.admin()
                            .ask(client -> client.incrementalAlterConfigs(Map.of(resource(call), operations), options)
                                    .all()),
                    done -> call.noContent());
        });
    }

    private static ConfigEntry entry(Config config, String name) {
        ConfigEntry entry = config.get(name);
        if (entry == null) {
            throw Scope.notFound("Config", name);
        }
        return entry;
    }

    private void described(Call call, BiConsumer<Resource, Config> consumer) {
        ConfigResource resource = resource(call);
        scope.cluster(call, cluster -> {
            CompletionStage<Map<ConfigResource, Config>> configs = scope.admin()
                    .ask(client -> client.describeConfigs(
                                    List.of(resource), new DescribeConfigsOptions().includeSynonyms(true))
                            .all());
            Resource topic = cluster.topic(resource.name());
            call.then(configs, found -> found.values().forEach(config -> consumer.accept(topic, config)));
        });
    }

    private static ConfigResource resource(Call call) {
        return new ConfigResource(ConfigResource.Type.TOPIC, call.path("topic_name"));
    }

    private static void write(JsonGenerator json, Resource topic, String topicName, ConfigEntry entry)
            throws IOException {
        Documents.begin(json, "KafkaTopicConfig", topic.member("configs", "config", entry.name()));
        json.writeStringField("topic_name", topicName);
        json.writeStringField("name", entry.name());
        json.writeStringField("value", entry.value());
        json.writeBooleanField("is_default", entry.isDefault());
        json.writeBooleanField("is_read_only", entry.isReadOnly());
        json.writeBooleanField("is_sensitive", entry.isSensitive());
        json.writeStringField("source", entry.source().name());
        json.writeArrayFieldStart("synonyms");
        for (ConfigEntry.ConfigSynonym synonym : entry.synonyms()) {
            json.writeStartObject();
            json.writeStringField("name", synonym.name());
            json.writeStringField("value", synonym.value());
            json.writeStringField("source", synonym.source().name());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
