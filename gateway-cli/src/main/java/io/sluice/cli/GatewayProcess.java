package io.sluice.cli;

import io.sluice.config.ProduceConfig;
import io.sluice.config.WithConfig;
import io.sluice.config.fold.ClusterConfig;
import io.sluice.config.fold.Listener;
import io.sluice.config.fold.TlsConfig;
import io.sluice.config.load.GatewayModel;
import io.sluice.engine.Gateway;
import io.sluice.engine.ListenerPlan;
import io.sluice.engine.compile.GatewayCompiler;
import io.sluice.engine.cors.AccessControlHandler;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.ClusterProvider;
import io.sluice.engine.tls.TlsContext;
import io.sluice.http.ConnectionLimits;
import io.sluice.http.HttpEdge;
import io.sluice.http.HttpServer;
import io.sluice.http.HttpServerOptions;
import io.sluice.http.admin.AdminHandler;
import io.sluice.http.guard.Guards;
import io.sluice.kafka.KafkaClusterProvider;
import io.sluice.kafka.cluster.KafkaCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway: the broker of {@code --dev} if there is one, the clusters, and the listeners before them. They start
 * in this order and stop in the reverse one: first nothing new is accepted, then what runs is finished, then Kafka is let
 * go.
 */
final class GatewayProcess implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(GatewayProcess.class);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration LOOK_AT_FILES = Duration.ofSeconds(1);

    private final List<URI> addresses = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final FileWatch files = FileWatch.every(LOOK_AT_FILES);
    private @Nullable DevMode dev;
    private @Nullable Gateway gateway;
    private @Nullable Guards guards;
    private @Nullable HttpEdge edge;
    private @Nullable Observation observation;
    private @Nullable URI admin;

    static {
        // Undertow would log to what comes with the broker of the option dev.
        System.setProperty("org.jboss.logging.provider", "slf4j");
    }

    private GatewayProcess() {}

    /**
     * Starts everything and prints what is served.
     *
     * @throws io.sluice.config.InvalidConfigException if the configuration cannot run
     * @throws IOException if the configuration cannot be read
     */
    static GatewayProcess start(GatewaySettings settings, PrintWriter out) throws IOException {
        var process = new GatewayProcess();
        try {
            process.open(settings, out);
            return process;
        } catch (IOException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private void open(GatewaySettings settings, PrintWriter out) throws IOException {
        GatewayModel.Loaded loaded = GatewayModel.load(settings.file(), environment(settings));
        loaded.warnings().forEach(warning -> LOGGER.atWarn().log("{}", warning));
        Observation watching = Observation.of(settings, loaded);
        observation = watching;
        guards = Guards.open(loaded.config(), loaded.topology(), settings.folder(), files);
        if (settings.dev()) {
            // No broker is started for a configuration that cannot run.
            GatewayCompiler.compile(loaded.topology(), KafkaCluster::new).close();
            dev = DevMode.start(settings.ephemeral(), loaded.topology());
        }
        Gateway compiled = GatewayCompiler.compile(loaded.topology(), provider(settings, watching));
        compiled.warnings().forEach(warning -> LOGGER.atWarn().log("{}", warning));
        gateway = compiled;
        List<ListenerPlan> plans = compiled.listeners();
        List<HttpServerOptions> options =
                plans.stream().map(plan -> options(plan.listener(), settings)).toList();
        compiled.start();
        guards.start();
        edge = HttpEdge.start();
        for (int i = 0; i < plans.size(); i++) {
            ListenerPlan plan = plans.get(i);
            HttpServer server = edge.open(options.get(i), handler(plan, guards), watching.exchanges(plan.listener()));
            watching.opened(plan.listener(), server);
            addresses.add(server.uri());
            LOGGER.atInfo().addKeyValue("uri", server.uri()).log("listening");
        }
        watching.started(compiled, edge);
        openAdmin(settings.admin(), edge, compiled, watching);
        new Banner(settings, loaded.topology(), addresses, admin, dev == null ? null : dev.summary()).print(out);
    }

    /** Pages of other origins are looked at first: what a guard says, they can read only if they may. */
    private static RequestHandler handler(ListenerPlan plan, Guards guards) {
        Listener listener = plan.listener();
        return AccessControlHandler.of(listener.http().accessControl(), guards.before(listener, plan.handler()));
    }

    private void openAdmin(@Nullable AdminAddress address, HttpEdge threads, Gateway running, Observation watching) {
        if (address == null) {
            return;
        }
        var handler = new AdminHandler(
                () -> running.clusters().stream().map(Cluster::health).toList(), watching.pages());
        admin = threads.open(HttpServerOptions.on(address.host(), address.port()), handler)
                .uri();
        LOGGER.atInfo().addKeyValue("uri", admin).log("listening for operators");
    }

    /** With {@code --dev} the usual variable for the broker need not be set. */
    private static Map<String, String> environment(GatewaySettings settings) {
        Map<String, String> environment = new HashMap<>(settings.environment());
        if (settings.dev()) {
            environment.putIfAbsent("KAFKA_BOOTSTRAP_SERVER", DevMode.PREFERRED_SERVER);
        }
        return environment;
    }

    private ClusterProvider provider(GatewaySettings settings, Observation watching) {
        var kafka = new KafkaClusterProvider(settings.folder(), files, watching::cluster);
        DevMode running = dev;
        return running == null ? kafka : config -> kafka.open(withServer(config, running.bootstrap()));
    }

    private static ClusterConfig withServer(ClusterConfig config, String server) {
        return new ClusterConfig(config.name(), List.of(server), config.client(), null, null, config.bootstrapTopics());
    }

    private HttpServerOptions options(Listener listener, GatewaySettings settings) {
        TlsConfig secured = listener.tls();
        TlsContext tls = secured == null ? null : TlsContext.server(secured, settings.folder());
        if (tls != null) {
            files.add(tls::paths, tls::refresh);
        }
        var limits = listener.http().limits();
        boolean http2 = listener.http().versions().isEmpty()
                || listener.http().versions().stream()
                        .anyMatch(version -> version.value().equals("h2"));
        return new HttpServerOptions(
                listener.host(),
                listener.port(),
                Math.toIntExact(limits.bodyBytes()),
                limits.headerBytes(),
                http2 && (tls == null || tls.offersHttp2()),
                DRAIN,
                idleTimeout(listener),
                new ConnectionLimits(
                        limits.connections(), limits.waits(), limits.idle(), limits.read(), peers(listener)),
                tls);
    }

    private static Predicate<InetAddress> peers(Listener listener) {
        return listener.peers().isEmpty()
                ? address -> true
                : address -> listener.peers().stream().anyMatch(range -> range.contains(address));
    }

    /** A connection is not idle while a request may still be waiting on it. */
    private static Duration idleTimeout(Listener listener) {
        Duration longest = listener.routes().stream()
                .flatMap(route -> route.routes().stream()
                        .map(proxied -> longestWait(
                                route.proxy().limits().maxWait(),
                                proxied.route().with())))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO)
                .plusMinutes(1);
        return longest.compareTo(HttpServerOptions.DEFAULT_IDLE_TIMEOUT) > 0
                ? longest
                : HttpServerOptions.DEFAULT_IDLE_TIMEOUT;
    }

    private static Duration longestWait(Duration preferred, WithConfig with) {
        return with instanceof ProduceConfig produce ? preferred.plus(produce.timeout()) : preferred;
    }

    /** Where it listens, in file order. */
    List<URI> addresses() {
        return List.copyOf(addresses);
    }

    /** Where operators reach it; null when they do not. */
    @Nullable URI admin() {
        return admin;
    }

    /** Waits until it is closed. */
    void await() throws InterruptedException {
        closed.await();
    }

    /** Stops accepting, finishes what runs within ten seconds, flushes what was written, and lets everything go. */
    @Override
    public void close() {
        LOGGER.atInfo().log("stopping");
        try {
            if (gateway != null) {
                gateway.drain();
            }
            if (edge != null) {
                edge.close(DRAIN);
            }
            if (guards != null) {
                guards.close();
            }
            if (gateway != null) {
                gateway.close();
            }
            if (dev != null) {
                dev.close();
            }
            LOGGER.atInfo().log("stopped");
        } finally {
            if (observation != null) {
                observation.close();
            }
            files.close();
            closed.countDown();
        }
    }
}
