package io.sluice.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.config.BindingName;
import io.sluice.engine.observe.ClusterObserver;
import io.sluice.engine.observe.ExchangeObserver;
import io.sluice.engine.observe.UpstreamObserver;
import io.sluice.engine.spi.ClusterHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The metrics of a gateway. Observers of its listeners and clusters write them; a thread of its own, {@code metrics},
 * reads them, as a reading takes longer than an I/O thread has. Thread-safe.
 */
public final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, UpstreamMeters> upstreams = new ConcurrentHashMap<>();
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final ScheduledThreadPoolExecutor thread;
    private final HealthGauges health;
    private final List<LongSupplier> kept = new CopyOnWriteArrayList<>(); // meters hold on to them only weakly
    private volatile Supplier<List<ClusterHealth>> clusters = List::of;

    /**
     * Starts measuring the process.
     *
     * @param attributes attached to everything, by name
     */
    public Metrics(Map<String, String> attributes) {
        List<Tag> common = new ArrayList<>();
        attributes.forEach((name, value) -> common.add(Tag.of(name, value)));
        registry.config().commonTags(common);
        health = new HealthGauges(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            var made = new Thread(task, "metrics");
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * Measures the requests of a listener.
     *
     * @param binding the {@code http} server
     */
    public ExchangeObserver listener(BindingName binding, Set<HttpMetric> chosen) {
        return new ExchangeMeters(registry, tags(binding), chosen);
    }

    /** Shows how many requests of a listener are running and waiting, and how many connections it has. */
    public void gauges(
            BindingName binding,
            Set<HttpMetric> chosen,
            IntSupplier running,
            IntSupplier waiting,
            IntSupplier connections) {
        if (chosen.contains(HttpMetric.ACTIVE_REQUESTS)) {
            gauge(HttpMetric.ACTIVE_REQUESTS.metricName(), "Requests whose response is not complete", binding, running);
        }
        gauge("sluice.waiting.requests", "Requests that wait for news", binding, waiting);
        gauge("sluice.connections", "Connections that are open", binding, connections);
    }

    private void gauge(String name, String description, BindingName binding, IntSupplier value) {
        Gauge.builder(name, value, IntSupplier::getAsInt)
                .description(description)
                .tags(tags(binding))
                .strongReference(true)
                .register(registry);
    }

    private static Tags tags(BindingName binding) {
        return Tags.of("namespace", binding.namespace(), "binding", binding.name());
    }

    /** Counts what is dropped for a reason, without a client being told. */
    public void dropped(String reason, LongSupplier count) {
        FunctionCounter.builder("sluice.dropped", count, LongSupplier::getAsLong)
                .description("What was dropped without telling a client")
                .tag("reason", reason)
                .register(registry);
        kept.add(count);
    }

    /**
     * Shows what an exporter of recordings does.
     *
     * @param exporter namespace and name
     */
    public void recordings(BindingName exporter, RecordingFigures figures) {
        Tags tags = Tags.of("namespace", exporter.namespace(), "exporter", exporter.name());
        new RecordingMeters(registry, tags, kept::add).register(figures);
    }

    /** Measures the records and replies of a cluster. */
    public ClusterObserver cluster(String exit) {
        return new ClusterMeters(registry, exit);
    }

    /** Measures the connections of an {@code http} client. Asked again for the same one, it goes on counting. */
    public UpstreamObserver upstream(String exit) {
        return upstreams.computeIfAbsent(exit, name -> new UpstreamMeters(registry, name));
    }

    /** Shows how the clusters are doing; asked by the metrics' thread before each reading. */
    public void clusters(Supplier<List<ClusterHealth>> state) {
        clusters = state;
    }

    /** Where reading takes place. */
    ScheduledExecutorService thread() {
        return thread;
    }

    /** The meters with gauges as they are now. By {@link #thread}. */
    PrometheusMeterRegistry current() {
        health.set(clusters.get());
        return registry;
    }

    /** Ends the thread; what observers write from then on is not read. */
    @Override
    public void close() {
        thread.shutdownNow();
        collections.close();
        registry.close();
    }
}
