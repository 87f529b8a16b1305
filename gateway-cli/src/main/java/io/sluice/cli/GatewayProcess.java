package io.sluice.cli;

import io.sluice.cli.recording.Recordings;
import io.sluice.config.fold.ClusterConfig;
import io.sluice.config.fold.Topology;
import io.sluice.config.load.GatewayModel;
import io.sluice.engine.compile.GatewayCompiler;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.spi.ClusterProvider;
import io.sluice.http.HttpServerOptions;
import io.sluice.http.admin.AdminHandler;
import io.sluice.http.admin.ConfigStatus;
import io.sluice.kafka.KafkaClusterProvider;
import io.sluice.kafka.cluster.KafkaCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway process: the broker of {@code --dev} if there is one, the {@link RunningGateway}, and what has it reload its
 * configuration. They start in this order and stop in the reverse one.
 */
final class GatewayProcess implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(GatewayProcess.class);
    private static final Duration LOOK_AT_FILES = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMinutes(1);

    static {
        // Undertow would log to what comes with the broker of the option dev.
        System.setProperty("org.jboss.logging.provider", "slf4j");
    }

    private final GatewaySettings settings;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final FileWatch files = FileWatch.every(LOOK_AT_FILES);
    private @Nullable DevMode dev;
    private @Nullable Observation observation;
    private @Nullable Recordings recordings;
    private @Nullable RunningGateway gateway;
    private @Nullable Reloader reloader;
    private @Nullable URI admin;

    private GatewayProcess(GatewaySettings settings) {
        this.settings = settings;
    }

    /**
     * Starts everything and prints what is served.
     *
     * @throws io.sluice.config.InvalidConfigException if the configuration cannot run
     * @throws IOException if the configuration cannot be read
     */
    static GatewayProcess start(GatewaySettings settings, PrintWriter out) throws IOException, InterruptedException {
        var process = new GatewayProcess(settings);
        try {
            process.open(out);
            return process;
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private void open(PrintWriter out) throws IOException, InterruptedException {
        Map<String, String> environment = environment(settings);
        byte[] text = settings.source().read();
        GatewayModel.Loaded loaded = GatewayModel.load(settings.source().name(), text, environment);
        Observation watching = Observation.of(settings, loaded);
        observation = watching;
        if (settings.dev()) {
            // No broker is started for a configuration that cannot run.
            Recordings.check(loaded.topology());
            GatewayCompiler.compile(loaded.topology(), KafkaCluster::alone, Proxies.forChecks(settings.folder(), files))
                    .close();
            dev = DevMode.start(settings.ephemeral(), loaded.topology());
        }
        recordings = recordings(loaded.topology());
        watching.recordedBy(recordings);
        var running = new RunningGateway(
                new LivingParts(settings.folder(), files, provider(watching), watching::upstream), watching);
        gateway = running;
        running.start(loaded);
        watching.started(running::health, running.edge());
        var reloading = new Reloader(settings.source(), text, environment, running, this::createTopics);
        reloader = reloading;
        openAdmin(running, reloading, watching);
        if (settings.watch()) {
            watch(reloading);
        }
        String broker = dev == null ? null : dev.summary();
        new Banner(settings, loaded.topology(), running.addresses(), admin, broker).print(out);
    }

    private void createTopics(GatewayModel.Loaded loaded) {
        if (dev != null) {
            dev.createTopics(loaded.topology());
        }
    }

    private void openAdmin(RunningGateway running, Reloader reloading, Observation watching) {
        AdminAddress address = settings.admin();
        if (address == null) {
            return;
        }
        Map<String, RequestHandler> pages = new HashMap<>(watching.pages());
        pages.putAll(new ApiPages(() -> running.serving().loaded()).byPath());
        var handler = new AdminHandler(running::health, reloading::status, pages);
        admin = running.edge()
                .open(HttpServerOptions.on(address.host(), address.port()), handler)
                .uri();
        LOGGER.atInfo().addKeyValue("uri", admin).log("listening for operators");
    }

    /** Looks once more after that: the source may have changed while the gateway started. */
    private void watch(Reloader reloading) {
        Optional<Path> file = settings.source().file();
        if (file.isPresent()) {
            files.add(() -> List.of(file.get()), reloading::look);
            reloading.look();
        } else {
            reloading.poll(POLL);
        }
    }

    /** With {@code --dev} the usual variable for the broker need not be set. */
    private static Map<String, String> environment(GatewaySettings settings) {
        Map<String, String> environment = new HashMap<>(settings.environment());
        if (settings.dev()) {
            environment.putIfAbsent("KAFKA_BOOTSTRAP_SERVER", DevMode.PREFERRED_SERVER);
        }
        return environment;
    }

    private ClusterProvider provider(Observation watching) {
        var kafka = new KafkaClusterProvider(settings.folder(), files, watching::cluster);
        return withDev(kafka);
    }

    /** Recordings have clusters of their own, which share nothing with those of routes and are told to nobody. */
    private Recordings recordings(Topology topology) {
        var kafka = new KafkaClusterProvider(settings.folder(), files, exit -> null);
        return Recordings.open(topology, withDev(kafka), settings.folder(), instance(topology));
    }

    private ClusterProvider withDev(ClusterProvider kafka) {
        DevMode running = dev;
        return running == null ? kafka : config -> kafka.open(withServer(config, running.bootstrap()));
    }

    /** The machine's name, which tells several gateways apart; looking for it may take a while, so only where it is told. */
    private static String instance(Topology topology) {
        if (topology.recordings().isEmpty()) {
            return "";
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            LOGGER.atDebug().setCause(e).log("this machine has no name");
            return "localhost";
        }
    }

    private static ClusterConfig withServer(ClusterConfig config, String server) {
        return new ClusterConfig(config.name(), List.of(server), config.client(), null, null, config.bootstrapTopics());
    }

    /** Where it listens at the moment, in file order. */
    List<URI> addresses() {
        return Objects.requireNonNull(gateway, "not started").addresses();
    }

    /** Where operators reach it; null when they do not. */
    @Nullable URI admin() {
        return admin;
    }

    /** Has the configuration read again. Any thread; returns at once. */
    void reload() {
        if (reloader != null) {
            reloader.demand();
        }
    }

    /** Which configuration is running, and what became of the last reload. Any thread. */
    ConfigStatus status() {
        return Objects.requireNonNull(reloader, "not started").status();
    }

    /** How many former configurations still have requests. Any thread. */
    int ending() {
        return Objects.requireNonNull(gateway, "not started").ending();
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
            if (reloader != null) {
                reloader.close();
            }
            if (gateway != null) {
                gateway.close();
            }
            if (recordings != null) {
                recordings.close();
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
