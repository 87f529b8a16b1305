package io.sluice.kafka;

import io.sluice.config.BindingName;
import io.sluice.config.ClusterLimits;
import io.sluice.config.KafkaClientConfig;
import io.sluice.config.Location;
import io.sluice.config.fold.ClusterConfig;
import io.sluice.engine.spi.Delivery;
import io.sluice.engine.spi.FetchSpec;
import io.sluice.engine.spi.FilterSpec;
import io.sluice.engine.spi.HeaderSpec;
import io.sluice.engine.spi.MergeSpec;
import io.sluice.engine.spi.ProduceSpec;
import io.sluice.engine.spi.ReplySpec;
import io.sluice.engine.template.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Specifications as the engine would compile them of a configuration. */
public final class TestSpecs {
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private TestSpecs() {}

    /** A cluster of one server. */
    public static ClusterConfig cluster(String server, ClusterLimits limits) {
        var name = new BindingName("test", "kafka");
        var client = new KafkaClientConfig(
                name, new Location("zilla.yaml", 1, 1, "bindings.kafka"), List.of(), null, Map.of(), limits, List.of());
        return new ClusterConfig(name, List.of(server), client, null, null, Set.of());
    }

    /** {@code GET /items/{id}}: the record of a key. */
    public static FetchSpec one(String topic) {
        return fetch(topic, List.of(filter("${params.id}")), null);
    }

    /** {@code GET /items}: all records as a list. */
    public static FetchSpec list(String topic, FilterSpec... filters) {
        return fetch(topic, List.of(filters), new MergeSpec("[]", "/-"));
    }

    /** Any fetch. */
    public static FetchSpec fetch(String topic, List<FilterSpec> filters, @Nullable MergeSpec merge) {
        return new FetchSpec("routes[0]", Template.compile(topic), filters, merge, MAX_WAIT);
    }

    /** A filter by key, which may be null, and by headers, whose names and values take turns. */
    public static FilterSpec filter(@Nullable String key, String... headers) {
        return new FilterSpec(key == null ? null : Template.compile(key), headers(headers));
    }

    /** Headers by names and templates in turns. */
    public static List<HeaderSpec> headers(String... namesAndTemplates) {
        List<HeaderSpec> headers = new ArrayList<>();
        for (int i = 0; i < namesAndTemplates.length; i += 2) {
            headers.add(new HeaderSpec(namesAndTemplates[i], Template.compile(namesAndTemplates[i + 1])));
        }
        return headers;
    }

    /** A one-way route with the key {@code ${params.id}}. */
    public static ProduceSpec oneWay(String topic, Delivery acks) {
        return produce(topic, acks, "${params.id}", null);
    }

    /** A route with replies and the location {@code /items/{id};cid={correlationId}}. */
    public static ProduceSpec correlated(String topic, String replyTo) {
        return produce(topic, Delivery.IN_SYNC_REPLICAS, "${params.id}", reply(replyTo));
    }

    /** Any produce route; it gives up after six seconds. */
    public static ProduceSpec produce(String topic, Delivery acks, @Nullable String key, @Nullable ReplySpec reply) {
        return new ProduceSpec(
                "routes[1]",
                Template.compile(topic),
                acks,
                key == null ? null : Template.compile(key),
                List.of(),
                "idempotency-key",
                reply,
                Duration.ofSeconds(6),
                MAX_WAIT);
    }

    /** Replies with Zilla's header names. */
    public static ReplySpec reply(String replyTo) {
        return new ReplySpec(
                Template.compile(replyTo),
                "zilla:reply-to",
                "zilla:correlation-id",
                "zilla:correlation-id",
                List.of(),
                null,
                headers("location", "/items/${params.id};cid=${correlationId}"));
    }
}
