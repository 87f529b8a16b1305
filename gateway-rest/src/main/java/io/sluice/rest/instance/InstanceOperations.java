package io.sluice.rest.instance;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.sluice.rest.consumer.ConsumerInstance;
import io.sluice.rest.consumer.ConsumerOptions;
import io.sluice.rest.consumer.Consumers;
import io.sluice.rest.consumer.InstanceClosedException;
import io.sluice.rest.consumer.InstanceLimitException;
import io.sluice.rest.format.Format;
import io.sluice.rest.format.Formats;
import io.sluice.rest.peer.Forwarding;
import io.sluice.rest.web.BaseUrl;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.Causes;
import io.sluice.rest.web.Failures;
import io.sluice.rest.web.MediaTypes;
import io.sluice.rest.web.Operation;
import io.sluice.rest.web.RequestObject;
import io.sluice.rest.web.RestException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What can be done with consumer instances. Thread-safe. */
public final class InstanceOperations {
    private static final String INSTANCE = "/consumers/{group}/instances/{instance}";
    private static final List<String> CONTROL = MediaTypes.control();
    private static final byte[] NOTHING = "[]".getBytes(StandardCharsets.US_ASCII);

    private static final long JOIN_SECONDS = 5;

    private final Consumers consumers;
    private final ConsumerOptions defaults;
    private final Formats formats;
    private final boolean registry;
    private final String id;
    private final @Nullable String advertised;
    private final @Nullable Forwarding forwarding;

    /**
     * The operations.
     *
     * @param defaults what holds where a client does not say otherwise
     * @param registry whether formats with schemas can be read
     * @param id names this gateway in the names that it gives
     * @param advertised the URL in {@code base_uri}; null for that of the request
     * @param forwarding knows what other gateways hold; null when there are none
     */
    public InstanceOperations(
            Consumers consumers,
            ConsumerOptions defaults,
            Formats formats,
            boolean registry,
            String id,
            @Nullable String advertised,
            @Nullable Forwarding forwarding) {
        this.consumers = consumers;
        this.defaults = defaults;
        this.formats = formats;
        this.registry = registry;
        this.id = id;
        this.advertised = advertised;
        this.forwarding = forwarding;
    }

    /** What is served. */
    public List<Operation> operations() {
        return List.of(
                post("/consumers/{group}", this::create),
                new Operation("DELETE", INSTANCE, List.of(), CONTROL, this::delete),
                post(INSTANCE + "/subscription", this::subscribe),
                Operation.get(INSTANCE + "/subscription", CONTROL, this::subscription),
                new Operation("DELETE", INSTANCE + "/subscription", List.of(), CONTROL, this::unsubscribe),
                post(INSTANCE + "/assignments", this::assign),
                Operation.get(INSTANCE + "/assignments", CONTROL, this::assignment),
                post(INSTANCE + "/positions", this::seek),
                post(INSTANCE + "/positions/beginning", this::seekToBeginning),
                post(INSTANCE + "/positions/end", this::seekToEnd),
                post(INSTANCE + "/offsets", this::commit),
                new Operation("GET", INSTANCE + "/offsets", CONTROL, CONTROL, this::committed),
                Operation.get(INSTANCE + "/records", MediaTypes.records(), this::records));
    }

    private static Operation post(String path, Operation.Handler handler) {
        return new Operation("POST", path, CONTROL, CONTROL, handler);
    }

    private void create(Call call) {
        call.body(body -> {
            CreateRequest request = CreateRequest.of(RequestObject.ofOptional(body), defaults);
            if (request.options().format().usesSchema() && !registry) {
                throw new RestException(
                        422, 42206, "Payload error. Schema Registry must be configured when using schemas.");
            }
            String wanted = request.name();
            if (wanted == null) {
                create(call, "rest-consumer-" + id + "-" + UUID.randomUUID(), request.options());
            } else if (forwarding == null) {
                create(call, wanted, request.options());
            } else {
                String target = target(call.path("group"), wanted) + "/subscription";
                call.then(forwarding.isTaken(call, target), taken -> {
                    if (taken) {
                        throw exists();
                    }
                    create(call, wanted, request.options());
                });
            }
        });
    }

    private void create(Call call, String name, ConsumerOptions options) {
        String group = call.path("group");
        if (!created(group, name, options)) {
            throw exists();
        }
        String uri = BaseUrl.of(call.request(), advertised) + target(group, name);
        call.respond(200, json -> {
            json.writeStartObject();
            json.writeStringField("instance_id", name);
            json.writeStringField("base_uri", uri);
            json.writeEndObject();
        });
    }

    private static RestException exists() {
        return new RestException(
                409, 40902, "Consumer with specified consumer ID already exists in the specified consumer group.");
    }

    private static String target(String group, String name) {
        return "/consumers/" + segment(group) + "/instances/" + segment(name);
    }

    private boolean created(String group, String name, ConsumerOptions options) {
        try {
            return consumers.create(group, name, options).isPresent();
        } catch (InstanceLimitException e) {
            throw new RestException(503, 50302, e.getMessage() + ".");
        }
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~");
    }

    private void delete(Call call) {
        if (!consumers.delete(call.path("group"), call.path("instance"))) {
            throw noInstance();
        }
        call.noContent();
    }

    private static RestException noInstance() {
        return new RestException(404, 40403, "Consumer instance not found.");
    }

    private ConsumerInstance instance(Call call) {
        return consumers.find(call.path("group"), call.path("instance")).orElseThrow(InstanceOperations::noInstance);
    }

    /** Ends the call with 204 when something has been done with the instance. */
    private static void done(Call call, CompletableFuture<? extends @Nullable Object> work) {
        then(call, work, nothing -> call.noContent());
    }

    /** Goes on with an answer on the call's I/O thread: that of the consumers has others to serve. */
    static <T extends @Nullable Object> void then(Call call, CompletableFuture<T> work, Consumer<T> consumer) {
        call.thenHere(work, consumer, InstanceOperations::meaning);
    }

    private static Throwable meaning(Throwable failure) {
        Throwable cause = Causes.of(failure);
        if (cause instanceof InstanceClosedException) {
            return noInstance();
        }
        return cause instanceof IllegalArgumentException
                ? RestException.of(422, String.valueOf(cause.getMessage()))
                : cause;
    }

    private void subscribe(Call call) {
        call.body(body -> {
            RequestObject request = RequestObject.of(body, "subscribe.arg3");
            List<String> topics = request.texts("topics");
            String pattern = request.text("topic_pattern");
            request.finish();
            ConsumerInstance instance = instance(call);
            if (topics != null) {
                done(call, settled(instance, instance.subscribe(topics)));
            } else if (pattern != null) {
                done(call, settled(instance, instance.subscribePattern(pattern)));
            } else {
                call.noContent();
            }
        });
    }

    /**
     * Waits a while for the group to give partitions: a client reads next, and a first read that waits for its group
     * rather than for records would mostly end with none.
     */
    private static CompletableFuture<@Nullable Void> settled(
            ConsumerInstance instance, CompletableFuture<@Nullable Void> subscribed) {
        return subscribed.thenCompose(nothing -> instance.settle().completeOnTimeout(null, JOIN_SECONDS, SECONDS));
    }

    private void subscription(Call call) {
        then(
                call,
                instance(call).subscription(),
                topics -> call.respond(200, json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("topics");
                    for (String topic : topics) {
                        json.writeString(topic);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                }));
    }

    private void unsubscribe(Call call) {
        done(call, instance(call).unsubscribe());
    }

    private void assign(Call call) {
        call.body(body -> {
            List<TopicPartition> partitions = Partitions.of(RequestObject.of(body, "assign.arg3"));
            done(call, instance(call).assign(partitions));
        });
    }

    private void assignment(Call call) {
        then(
                call,
                instance(call).assignment(),
                partitions -> call.respond(200, json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("partitions");
                    for (TopicPartition partition : partitions) {
                        json.writeStartObject();
                        Partitions.write(json, partition);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                }));
    }

    private void seek(Call call) {
        call.body(body -> {
            RequestObject request = RequestObject.of(body, "seekToOffset.arg3");
            Map<TopicPartition, Long> offsets = Partitions.offsets(request);
            Map<TopicPartition, Long> times = Partitions.timestamps(request);
            request.finish();
            ConsumerInstance instance = instance(call);
            CompletableFuture<@Nullable Void> sought = instance.seek(offsets);
            done(call, times.isEmpty() ? sought : sought.thenCompose(before -> instance.seekToTimestamps(times)));
        });
    }

    private void seekToBeginning(Call call) {
        call.body(body -> {
            List<TopicPartition> partitions = Partitions.of(RequestObject.of(body, "seekToBeginning.arg3"));
            done(call, instance(call).seekToBeginning(partitions));
        });
    }

    private void seekToEnd(Call call) {
        call.body(body -> {
            List<TopicPartition> partitions = Partitions.of(RequestObject.of(body, "seekToEnd.arg3"));
            done(call, instance(call).seekToEnd(partitions));
        });
    }

    private void commit(Call call) {
        call.body(body -> {
            RequestObject request = RequestObject.ofOptional(body);
            Map<TopicPartition, OffsetAndMetadata> offsets = request == null ? null : Partitions.processed(request);
            ConsumerInstance instance = instance(call);
            then(
                    call,
                    offsets == null ? instance.commit() : instance.commit(offsets),
                    nothing -> call.respond(200, NOTHING));
        });
    }

    private void committed(Call call) {
        call.body(body -> {
            RequestObject request = RequestObject.ofOptional(body);
            if (request == null) {
                throw Failures.noPartition();
            }
            List<TopicPartition> partitions = Partitions.of(request);
            then(
                    call,
                    instance(call).committed(partitions),
                    offsets -> call.respond(200, json -> {
                        json.writeStartObject();
                        json.writeArrayFieldStart("offsets");
                        for (TopicPartition partition : partitions) {
                            OffsetAndMetadata offset = offsets.get(partition);
                            if (offset != null) {
                                json.writeStartObject();
                                Partitions.write(json, partition);
                                json.writeNumberField("offset", offset.offset());
                                json.writeStringField("metadata", offset.metadata());
                                json.writeEndObject();
                            }
                        }
                        json.writeEndArray();
                        json.writeEndObject();
                    }));
        });
    }

    private void records(Call call) {
        Long timeout = call.queryNumber("timeout");
        Long maxBytes = call.queryNumber("max_bytes");
        ConsumerInstance instance = instance(call);
        Format format = Format.ofRecords(call.bareResponseType());
        if (format != instance.options().format()) {
            throw new RestException(
                    406,
                    40601,
                    "The requested embedded data format does not match the deserializer for this consumer instance");
        }
        if (!call.invocation().mayWait()) {
            throw new RestException(503, 50302, "Too many requests are waiting; try again later.");
        }
        new ReadCall(call, instance, formats).start(timeout, maxBytes == null ? -1 : maxBytes);
    }
}
