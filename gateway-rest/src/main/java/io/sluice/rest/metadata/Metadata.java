package io.sluice.rest.metadata;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.Failures;
import io.sluice.rest.web.MediaTypes;
import io.sluice.rest.web.Operation;
import io.sluice.rest.web.RequestObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** {@code /}, {@code /brokers} and {@code /topics} of version 2. Thread-safe. */
public final class Metadata {
    private static final List<String> V2 = List.of(MediaTypes.V2);
    /** What a body without records may be sent as. */
    private static final List<String> ANY_V2 = MediaTypes.control();

    private final ClusterAdmin admin;

    /** The metadata of a cluster. */
    public Metadata(ClusterAdmin admin) {
        this.admin = admin;
    }

    /** What is served. */
    public List<Operation> operations() {
        return List.of(
                Operation.get("/", V2, Metadata::root),
                new Operation("POST", "/", ANY_V2, V2, Metadata::posted),
                Operation.get("/brokers", V2, this::brokers),
                Operation.get("/topics", V2, this::topics),
                Operation.get("/topics/{topic}", V2, this::topic),
                Operation.get("/topics/{topic}/partitions", V2, this::partitions),
                Operation.get("/topics/{topic}/partitions/{partition}", V2, this::partition),
                Operation.get("/topics/{topic}/partitions/{partition}/offsets", V2, this::offsets));
    }

    private static void root(Call call) {
        call.respond(200, json -> {
            json.writeStartObject();
            json.writeEndObject();
        });
    }

    private static void posted(Call call) {
        call.body(body -> {
            RequestObject.of(body, "post.arg0").allStrings();
            root(call);
        });
    }

    private void brokers(Call call) {
        call.then(
                admin.ask(client -> client.describeCluster().nodes()),
                found -> call.respond(200, json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("brokers");
                    for (int id : found.stream().mapToInt(Node::id).sorted().toArray()) {
                        json.writeNumber(id);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                }));
    }

    private void topics(Call call) {
        call.then(
                admin.ask(client -> client.listTopics().names()),
                names -> call.respond(200, json -> {
                    json.writeStartArray();
                    for (String name : names.stream().sorted().toList()) {
                        json.writeString(name);
                    }
                    json.writeEndArray();
                }));
    }

    private void topic(Call call) {
        describe(call, topic -> {
            CompletionStage<Config> configs = admin.topicConfig(topic.name());
            call.then(configs, config -> call.respond(200, json -> write(json, topic, config)));
        });
    }

    private static void write(JsonGenerator json, TopicDescription topic, Config config) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", topic.name());
        json.writeObjectFieldStart("configs");
        List<ConfigEntry> entries = new ArrayList<>(config.entries());
        entries.sort(Comparator.comparing(ConfigEntry::name));
        for (ConfigEntry entry : entries) {
            json.writeStringField(entry.name(), entry.value());
        }
        json.writeEndObject();
        json.writeFieldName("partitions");
        write(json, topic.partitions());
        json.writeEndObject();
    }

    private void partitions(Call call) {
        describe(call, topic -> call.respond(200, json -> write(json, topic.partitions())));
    }

    private void partition(Call call) {
        int number = call.pathNumber("partition");
        describe(call, topic -> {
            TopicPartitionInfo partition = partition(topic, number);
            call.respond(200, json -> write(json, partition));
        });
    }

    private void offsets(Call call) {
        int number = call.pathNumber("partition");
        describe(call, topic -> {
            var partition =
                    new TopicPartition(topic.name(), partition(topic, number).partition());
            CompletionStage<Long> beginning = admin.offset(partition, OffsetSpec.earliest());
            call.then(
                    beginning.thenCombine(
                            admin.offset(partition, OffsetSpec.latest()), (first, end) -> List.of(first, end)),
                    offsets -> call.respond(200, json -> {
                        json.writeStartObject();
                        json.writeNumberField("beginning_offset", offsets.get(0));
                        json.writeNumberField("end_offset", offsets.get(1));
                        json.writeEndObject();
                    }));
        });
    }

    private void describe(Call call, Consumer<TopicDescription> consumer) {
        call.then(admin.topic(call.path("topic")), consumer);
    }

    private static TopicPartitionInfo partition(TopicDescription topic, int number) {
        return topic.partitions().stream()
                .filter(partition -> partition.partition() == number)
                .findFirst()
                .orElseThrow(Failures::noPartition);
    }

    private static void write(JsonGenerator json, List<TopicPartitionInfo> partitions) throws IOException {
        json.writeStartArray();
        for (TopicPartitionInfo partition : partitions) {
            write(json, partition);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, TopicPartitionInfo partition) throws IOException {
        Node leader = partition.leader();
        int leaderId = leader == null ? -1 : leader.id();
        json.writeStartObject();
        json.writeNumberField("partition", partition.partition());
        json.writeNumberField("leader", leaderId);
        json.writeArrayFieldStart("replicas");
        for (Node replica : partition.replicas()) {
            json.writeStartObject();
            json.writeNumberField("broker", replica.id());
            json.writeBooleanField("leader", replica.id() == leaderId);
            json.writeBooleanField("in_sync", partition.isr().contains(replica));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
