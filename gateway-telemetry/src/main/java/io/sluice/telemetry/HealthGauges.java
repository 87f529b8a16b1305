package io.sluice.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.sluice.engine.observe.ClusterObserver;
import io.sluice.engine.spi.ClusterHealth;
import io.sluice.engine.spi.TopicHealth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How clusters and topics are doing, as gauges that are set before each reading of the metrics. Topics that requests name
 * are added up under one label. Used by one thread.
 */
final class HealthGauges {
    private final List<Gauge<ClusterHealth>> ofClusters;
    private final List<Gauge<TopicHealth>> ofTopics;

    /** A gauge and what it shows; NaN is left out. */
    private record Gauge<T>(MultiGauge gauge, ToDoubleFunction<T> value) {}

    HealthGauges(MeterRegistry registry) {
        ofClusters = List.of(
                gauge(registry, "sluice.cluster.connected", "1 when the brokers answer, else 0", health -> {
                    return health.connection() == ClusterHealth.Connection.CONNECTED ? 1 : 0;
                }),
                gauge(
                        registry,
                        "sluice.cluster.ready",
                        "1 when the brokers have been met and the configured topics have been read, else 0",
                        health -> health.isReady() ? 1 : 0),
                bytes(registry, "sluice.queue", "Records that are not acknowledged yet", ClusterHealth::queuedBytes),
                bytes(registry, "sluice.queue.limit", "Room for such records", ClusterHealth::queueLimitBytes),
                gauge(registry, "sluice.queue.saturation", "How much of that room is taken, from 0 to 1", health -> {
                    return Math.min(1, (double) health.queuedBytes() / Math.max(1, health.queueLimitBytes()));
                }),
                bytes(registry, "sluice.reply.store", "Replies that are kept in memory", ClusterHealth::replyBytes));
        ofTopics = List.of(
                gauge(registry, "sluice.topic.records", "Records that are kept", TopicHealth::records),
                bytes(registry, "sluice.topic", "Keys and values of a view's records", health -> {
                    return health.use() == TopicHealth.Use.VIEW ? health.bytes() : Double.NaN;
                }),
                gauge(registry, "sluice.topic.lag.records", "Records that have not been read yet", health -> {
                    return health.lag() == TopicHealth.UNKNOWN ? Double.NaN : health.lag();
                }),
                gauge(registry, "sluice.topic.waiting.requests", "Requests that wait for news", TopicHealth::waiting),
                gauge(registry, "sluice.topic.ready", "1 when requests can be answered from it, else 0", health -> {
                    return health.state() == TopicHealth.State.READY ? 1 : 0;
                }));
    }

    private static <T> Gauge<T> gauge(MeterRegistry registry, String name, String what, ToDoubleFunction<T> value) {
        return new Gauge<>(MultiGauge.builder(name).description(what).register(registry), value);
    }

    private static <T> Gauge<T> bytes(MeterRegistry registry, String name, String what, ToDoubleFunction<T> value) {
        return new Gauge<>(
                MultiGauge.builder(name).description(what).baseUnit("bytes").register(registry), value);
    }

    void set(List<ClusterHealth> clusters) {
        for (Gauge<ClusterHealth> gauge : ofClusters) {
            Map<Tags, Double> rows = new HashMap<>();
            clusters.forEach(health -> rows.put(Tags.of("exit", health.name()), gauge.value.applyAsDouble(health)));
            show(gauge, rows);
        }
        for (Gauge<TopicHealth> gauge : ofTopics) {
            Map<Tags, Double> rows = new HashMap<>();
            for (ClusterHealth cluster : clusters) {
                for (TopicHealth topic : cluster.topics()) {
                    double value = gauge.value.applyAsDouble(topic);
                    if (!Double.isNaN(value)) {
                        rows.merge(tags(cluster, topic), value, Double::sum);
                    }
                }
            }
            show(gauge, rows);
        }
    }

    private static Tags tags(ClusterHealth cluster, TopicHealth topic) {
        return Tags.of(
                "exit",
                cluster.name(),
                "topic",
                topic.configured() ? topic.topic() : ClusterObserver.TOPICS_OF_REQUESTS,
                "use",
                topic.use().name().toLowerCase(Locale.ROOT));
    }

    private static void show(Gauge<?> gauge, Map<Tags, Double> values) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        values.forEach((tags, value) -> rows.add(MultiGauge.Row.of(tags, value)));
        gauge.gauge.register(rows, true);
    }
}
