package io.sluice.rest.produce;

import io.sluice.engine.spi.RecordWriter;
import io.sluice.rest.format.Format;
import io.sluice.rest.format.Formats;
import io.sluice.rest.format.RecordEncoder;
import io.sluice.rest.format.RecordSide;
import io.sluice.rest.format.RegisteredSchema;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.MediaTypes;
import io.sluice.rest.web.Operation;
import io.sluice.rest.web.RestException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code POST /topics/{topic}} and {@code POST /topics/{topic}/partitions/{partition}}. Thread-safe. */
public final class Produce {
    private static final List<String> V2 = List.of(MediaTypes.V2);

    private final RecordWriter writer;
    private final Formats formats;
    private final NewTopics topics;
    private final Duration maxWait;

    /** Has a topic that is missing created, if brokers do that on demand. */
    @FunctionalInterface
    public interface NewTopics {
        /** Asks for a topic by its name; tells whether it is there now. Any thread, never waits. */
        CompletionStage<Boolean> ask(String topic);
    }

    /**
     * The operations.
     *
     * @param maxWait how long the records of a request may take
     */
    public Produce(RecordWriter writer, Formats formats, NewTopics topics, Duration maxWait) {
        this.writer = writer;
        this.formats = formats;
        this.topics = topics;
        this.maxWait = maxWait;
    }

    /** What is served. */
    public List<Operation> operations() {
        return List.of(
                new Operation("POST", "/topics/{topic}", MediaTypes.EMBEDDED, V2, call -> produce(call, null)),
                new Operation(
                        "POST",
                        "/topics/{topic}/partitions/{partition}",
                        MediaTypes.EMBEDDED,
                        V2,
                        call -> produce(call, partition(call))));
    }

    private static int partition(Call call) {
        int partition = call.pathNumber("partition");
        if (partition < 0) {
            throw RestException.of(422, "partition must not be negative (was " + partition + ")");
        }
        return partition;
    }

    private void produce(Call call, @Nullable Integer partition) {
        Format format = call.requestType().isEmpty()
                ? Format.BINARY
                : Objects.requireNonNull(Format.ofMediaType(call.requestType()));
        String what = "produce" + name(format) + (partition == null ? ".arg2" : ".arg3");
        call.body(bytes -> {
            var body = new ProduceBody(bytes, what);
            if (format.usesSchema()) {
                withSchemas(call, format, body, partition);
            } else {
                RecordEncoder encoder = formats.encoder(format);
                send(call, body.records(encoder, encoder), partition, null, null);
            }
        });
    }

    /** As the original names its methods. */
    private static String name(Format format) {
        return switch (format) {
            case BINARY -> "Binary";
            case JSON -> "Json";
            case TEXT -> "Text";
            case AVRO -> "Avro";
            case PROTOBUF -> "Protobuf";
            case JSONSCHEMA -> "JsonSchema";
        };
    }

    private void withSchemas(Call call, Format format, ProduceBody body, @Nullable Integer partition) {
        ProduceBody.SchemaMembers schemas = body.schemas();
        String topic = call.path("topic");
        CompletableFuture<RecordEncoder> keys =
                formats.prepare(format, new RecordSide(topic, true), schemas.keySchema(), schemas.keySchemaId());
        CompletableFuture<RecordEncoder> values =
                formats.prepare(format, new RecordSide(topic, false), schemas.valueSchema(), schemas.valueSchemaId());
        call.then(
                keys.thenCombine(values, Encoders::new),
                encoders -> send(
                        call,
                        body.records(encoders.keys(), encoders.values()),
                        partition,
                        encoders.keys().schema(),
                        encoders.values().schema()));
    }

    private record Encoders(RecordEncoder keys, RecordEncoder values) {}

    private void send(
            Call call,
            List<ParsedRecord> parsed,
            @Nullable Integer partition,
            @Nullable RegisteredSchema keySchema,
            @Nullable RegisteredSchema valueSchema) {
        new Producing(call, parsed, partition, keySchema, valueSchema).start(writer, topics, maxWait);
    }
}
