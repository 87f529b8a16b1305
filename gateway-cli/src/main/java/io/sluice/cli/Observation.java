package io.sluice.cli;

import io.sluice.config.BindingName;
import io.sluice.config.NamespaceConfig;
import io.sluice.config.TelemetryConfig;
import io.sluice.config.fold.Listener;
import io.sluice.config.load.GatewayModel;
import io.sluice.engine.Gateway;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.observe.ClusterObserver;
import io.sluice.engine.observe.ExchangeObserver;
import io.sluice.engine.spi.Cluster;
import io.sluice.http.EdgeCounters;
import io.sluice.http.HttpServer;
import io.sluice.telemetry.HttpMetric;
import io.sluice.telemetry.Metrics;
import io.sluice.telemetry.MetricsPage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Who watches a gateway: metrics when somebody can read them, and logs of what happens. Nobody, unless asked for. */
final class Observation implements AutoCloseable {
    private final Map<String, TelemetryConfig> telemetry = new LinkedHashMap<>(); // by namespace
    private final Map<BindingName, List<HttpServer>> servers = new HashMap<>(); // a binding may have several ports
    private final @Nullable Metrics metrics;

    private Observation(GatewaySettings settings, GatewayModel.Loaded loaded) {
        for (NamespaceConfig namespace : loaded.config().namespaces()) {
            telemetry.put(namespace.name(), namespace.telemetry());
        }
        metrics = settings.admin() == null ? null : new Metrics(attributes());
    }

    /** What the settings and the configuration ask for. */
    static Observation of(GatewaySettings settings, GatewayModel.Loaded loaded) {
        return new Observation(settings, loaded);
    }

    /** All namespaces run in one process: their attributes are those of the process, and the first one of a name counts. */
    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        telemetry
                .values()
                .forEach(config ->
                        config.attributes().forEach((name, value) -> attributes.putIfAbsent(name, value.value())));
        return attributes;
    }

    /** Who is told of a cluster's records; null for nobody. */
    @Nullable ClusterObserver cluster(String exit) {
        return metrics == null ? null : metrics.cluster(exit);
    }

    /** Who is told of a listener's requests; null for nobody. */
    @Nullable ExchangeObserver exchanges(Listener listener) {
        List<ExchangeObserver> observers = new ArrayList<>();
        BindingName binding = listener.http().name();
        if (metrics != null) {
            observers.add(metrics.listener(binding, chosen(binding)));
        }
        return ExchangeObserver.of(observers);
    }

    private Set<HttpMetric> chosen(BindingName binding) {
        TelemetryConfig config = telemetry.get(binding.namespace());
        if (config == null) {
            return HttpMetric.chosen(List.of(), null);
        }
        TelemetryConfig.OfBinding own = config.bindings().get(binding.name());
        return HttpMetric.chosen(config.metrics(), own == null ? null : own.metrics());
    }

    /** A listener has been opened. */
    void opened(Listener listener, HttpServer server) {
        if (metrics != null) {
            BindingName binding = listener.http().name();
            List<HttpServer> all = servers.computeIfAbsent(binding, name -> new CopyOnWriteArrayList<>());
            all.add(server);
            if (all.size() == 1) {
                metrics.gauges(
                        binding,
                        chosen(binding),
                        () -> all.stream().mapToInt(HttpServer::running).sum(),
                        () -> all.stream().mapToInt(HttpServer::waiting).sum(),
                        () -> all.stream().mapToInt(HttpServer::connections).sum());
            }
        }
    }

    /** The gateway runs. */
    void started(Gateway gateway, EdgeCounters counters) {
        if (metrics == null) {
            return;
        }
        metrics.clusters(() -> gateway.clusters().stream().map(Cluster::health).toList());
        metrics.dropped("late-completion", counters::lateCompletions);
        metrics.dropped("response-field", counters::droppedFields);
        metrics.dropped("abandoned-request", counters::abandoned);
        metrics.dropped("malformed-request", counters::malformed);
        metrics.dropped("connection-address", counters::refusedAddresses);
        metrics.dropped("connection-limit", counters::refusedConnections);
        metrics.dropped("connection-handshake", counters::lateHandshakes);
    }

    /** What operators can read, by path. */
    Map<String, RequestHandler> pages() {
        return metrics == null ? Map.of() : Map.of("/metrics", new MetricsPage(metrics));
    }

    @Override
    public void close() {
        if (metrics != null) {
            metrics.close();
        }
    }
}
