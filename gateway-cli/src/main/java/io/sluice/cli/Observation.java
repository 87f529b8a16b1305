package io.sluice.cli;

import io.sluice.cli.recording.Recordings;
import io.sluice.config.AttributeName;
import io.sluice.config.BindingName;
import io.sluice.config.ConfigProblem;
import io.sluice.config.ExporterConfig;
import io.sluice.config.InvalidConfigException;
import io.sluice.config.NamespaceConfig;
import io.sluice.config.OutboundTlsConfig;
import io.sluice.config.TelemetryConfig;
import io.sluice.config.VaultConfig;
import io.sluice.config.fold.Listener;
import io.sluice.config.fold.TlsConfig;
import io.sluice.config.load.GatewayModel;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.observe.ClusterObserver;
import io.sluice.engine.observe.ExchangeObserver;
import io.sluice.engine.observe.UpstreamObserver;
import io.sluice.engine.spi.ClusterHealth;
import io.sluice.engine.tls.TlsContext;
import io.sluice.http.EdgeCounters;
import io.sluice.http.HttpEdge;
import io.sluice.http.HttpServer;
import io.sluice.http.HttpServerOptions;
import io.sluice.http.ListenException;
import io.sluice.http.admin.Pages;
import io.sluice.telemetry.HttpMetric;
import io.sluice.telemetry.Metrics;
import io.sluice.telemetry.MetricsPage;
import io.sluice.telemetry.OtlpExporter;
import io.sluice.telemetry.OtlpTarget;
import io.sluice.telemetry.Tracer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who watches a gateway: metrics when somebody can read them, logs of requests, and spans. Nobody, unless asked for. Used by
 * the thread that starts and stops the gateway.
 */
final class Observation implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Observation.class);

    private final GatewaySettings settings;
    private final Map<String, NamespaceConfig> namespaces = new LinkedHashMap<>();
    private final Map<String, String> attributes;
    private final Map<BindingName, List<HttpServer>> servers = new HashMap<>(); // a binding may have several ports
    private final RequestLogs logs;
    private final Tracing tracing;
    private final @Nullable Metrics metrics;
    private final TelemetryChanges changes;
    private @Nullable Recordings recordings;

    private Observation(GatewaySettings settings, GatewayModel.Loaded loaded) {
        this.settings = settings;
        for (NamespaceConfig namespace : loaded.config().namespaces()) {
            namespaces.put(namespace.name(), namespace);
        }
        changes = new TelemetryChanges(loaded);
        attributes = attributes();
        logs = RequestLogs.open(settings.accessLog(), loaded);
        tracing = new Tracing(exporters(ExporterConfig.Otlp.class), attributes);
        metrics = settings.admin() != null
                        || !exporters(ExporterConfig.Prometheus.class).isEmpty()
                        || !pushes().isEmpty()
                ? new Metrics(attributes)
                : null;
        if (metrics != null) {
            metrics.dropped("log-line", logs::dropped);
            metrics.dropped("span", tracing::dropped);
        }
    }

    /**
     * What the settings and the configuration ask for.
     *
     * @throws AccessLogException if the file for the access log cannot be written
     */
    static Observation of(GatewaySettings settings, GatewayModel.Loaded loaded) {
        return new Observation(settings, loaded);
    }

    /** All namespaces run in one process: their attributes are those of the process, and the first one of a name counts. */
    private Map<String, String> attributes() {
        Map<String, String> all = new LinkedHashMap<>();
        List<String> labels = new ArrayList<>();
        for (NamespaceConfig namespace : namespaces.values()) {
            namespace.telemetry().attributes().forEach((name, value) -> {
                if (AttributeName.isUsable(name) && !labels.contains(AttributeName.label(name))) {
                    labels.add(AttributeName.label(name));
                    all.put(name, value.value());
                }
            });
        }
        return all;
    }

    private <T extends ExporterConfig> List<T> exporters(Class<T> type) {
        return namespaces.values().stream()
                .flatMap(namespace -> namespace.telemetry().exporters().values().stream())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private List<ExporterConfig.Otlp> pushes() {
        return exporters(ExporterConfig.Otlp.class).stream()
                .filter(otlp -> otlp.signals().isEmpty() || otlp.signals().contains(OtlpTarget.METRICS))
                .toList();
    }

    /** Has exchanges recorded; before listeners are opened. Whoever started the recorders ends them. */
    void recordedBy(Recordings all) {
        recordings = all;
        if (metrics != null) {
            metrics.dropped("recording", all::dropped);
            all.forEach(metrics::recordings);
        }
    }

    /** Who is told of a cluster's records; null for nobody. */
    @Nullable ClusterObserver cluster(String exit) {
        return metrics == null ? null : metrics.cluster(exit);
    }

    /** Who is told of the connections of an {@code http} client. */
    UpstreamObserver upstream(String exit) {
        return metrics == null ? UpstreamObserver.NONE : metrics.upstream(exit);
    }

    /** Who is told of a listener's requests; null for nobody. */
    @Nullable ExchangeObserver exchanges(Listener listener) {
        List<ExchangeObserver> observers = new ArrayList<>(logs.of(listener));
        BindingName binding = listener.http().name();
        if (metrics != null) {
            observers.add(metrics.listener(binding, chosen(binding)));
        }
        Tracer tracer = tracing.tracer();
        if (tracer != null) {
            observers.add(tracer);
        }
        if (recordings != null) {
            observers.addAll(recordings.of(binding));
        }
        return ExchangeObserver.of(observers);
    }

    private Set<HttpMetric> chosen(BindingName binding) {
        NamespaceConfig namespace = namespaces.get(binding.namespace());
        if (namespace == null) {
            return HttpMetric.chosen(List.of(), null);
        }
        TelemetryConfig telemetry = namespace.telemetry();
        TelemetryConfig.OfBinding own = telemetry.bindings().get(binding.name());
        return HttpMetric.chosen(telemetry.metrics(), own == null ? null : own.metrics());
    }

    /** A server serves a listener from now on, and none that it served before. */
    void opened(Listener listener, HttpServer server) {
        closed(server);
        if (metrics == null) {
            return;
        }
        BindingName binding = listener.http().name();
        boolean known = servers.containsKey(binding);
        List<HttpServer> all = servers.computeIfAbsent(binding, name -> new CopyOnWriteArrayList<>());
        all.add(server);
        if (!known) {
            metrics.gauges(
                    binding,
                    chosen(binding),
                    () -> all.stream().mapToInt(HttpServer::running).sum(),
                    () -> all.stream().mapToInt(HttpServer::waiting).sum(),
                    () -> all.stream().mapToInt(HttpServer::connections).sum());
        }
    }

    /** A server serves no listener any more. */
    void closed(HttpServer server) {
        servers.values().forEach(all -> all.remove(server));
    }

    /** Who watches is decided at the start: says so if another configuration wants it otherwise. */
    void warnOfChanges(GatewayModel.Loaded next) {
        changes.warn(next);
    }

    /**
     * The gateway runs: starts the exporters.
     *
     * @param health tells how the clusters are doing; called by any thread, must not wait
     * @throws InvalidConfigException if one of them cannot be started
     */
    void started(Supplier<List<ClusterHealth>> health, HttpEdge edge) {
        tracing.start((otlp, exporter) -> push(otlp, OtlpTarget.TRACES, exporter::start));
        if (metrics == null) {
            return;
        }
        metrics.clusters(health);
        EdgeCounters counters = edge.counters();
        metrics.dropped("late-completion", counters::lateCompletions);
        metrics.dropped("response-field", counters::droppedFields);
        metrics.dropped("abandoned-request", counters::abandoned);
        metrics.dropped("malformed-request", counters::malformed);
        metrics.dropped("connection-address", counters::refusedAddresses);
        metrics.dropped("connection-limit", counters::refusedConnections);
        metrics.dropped("connection-handshake", counters::lateHandshakes);
        openEndpoints(edge, new MetricsPage(metrics));
        for (ExporterConfig.Otlp otlp : pushes()) {
            push(otlp, OtlpTarget.METRICS, target -> OtlpExporter.start(metrics, target, attributes));
        }
    }

    private void push(ExporterConfig.Otlp otlp, String signal, Consumer<OtlpTarget> start) {
        try {
            start.accept(OtlpTarget.of(otlp, signal, tls(otlp)));
        } catch (IllegalArgumentException e) {
            throw invalid(otlp, "cannot push " + signal + ": " + e.getMessage());
        }
    }

    /** One listener for each address, with all the paths that the exporters want there. */
    private void openEndpoints(HttpEdge edge, MetricsPage page) {
        Map<AdminAddress, Map<String, RequestHandler>> pages = new LinkedHashMap<>();
        Map<AdminAddress, ExporterConfig> owners = new HashMap<>();
        for (ExporterConfig.Prometheus exporter : exporters(ExporterConfig.Prometheus.class)) {
            for (ExporterConfig.Endpoint endpoint : exporter.endpoints()) {
                var address = new AdminAddress(endpoint.host(), endpoint.port());
                owners.putIfAbsent(address, exporter);
                pages.computeIfAbsent(address, key -> new HashMap<>()).put(endpoint.path(), page);
            }
        }
        pages.forEach((address, paths) -> {
            try {
                HttpServer server = edge.open(HttpServerOptions.on(address.host(), address.port()), new Pages(paths));
                LOGGER.atInfo()
                        .addKeyValue("uri", server.uri())
                        .addKeyValue("paths", paths.keySet())
                        .log("listening for who reads metrics");
            } catch (ListenException e) {
                throw invalid(
                        owners.get(address),
                        "cannot listen on " + address.host() + ":" + address.port()
                                + " (end the process that has the port, or set another one)");
            }
        });
    }

    private @Nullable SSLContext tls(ExporterConfig.Otlp otlp) {
        OutboundTlsConfig tls = otlp.tls();
        if (tls == null) {
            return null;
        }
        NamespaceConfig owner = namespaces.values().stream()
                .filter(namespace -> namespace.telemetry().exporters().containsValue(otlp))
                .findFirst()
                .orElseThrow();
        VaultConfig vault =
                otlp.vault() == null ? null : owner.vaults().get(otlp.vault().value());
        var name = new BindingName(owner.name(), otlp.name());
        return TlsContext.client(new TlsConfig(name, tls.options(), Set.of(), List.of(), vault), settings.folder())
                .context();
    }

    private static InvalidConfigException invalid(@Nullable ExporterConfig exporter, String message) {
        if (exporter == null) {
            throw new IllegalArgumentException(message);
        }
        return new InvalidConfigException(List.of(ConfigProblem.error(exporter.at(), message)));
    }

    /** What operators can read, by path. */
    Map<String, RequestHandler> pages() {
        return metrics == null ? Map.of() : Map.of("/metrics", new MetricsPage(metrics));
    }

    /** Writes the logs to their end; when nothing that is watched runs any more. */
    @Override
    public void close() {
        logs.close();
        tracing.close();
        if (metrics != null) {
            metrics.close();
        }
    }
}
