package io.sluice.cli.record;

import io.sluice.cli.recording.TopicSink;
import io.sluice.config.ForwardedMode;
import io.sluice.config.UpstreamTimeouts;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.observe.ExchangeObserver;
import io.sluice.engine.observe.UpstreamObserver;
import io.sluice.engine.tls.TlsContext;
import io.sluice.engine.upstream.Upstream;
import io.sluice.http.HttpEdge;
import io.sluice.http.HttpServer;
import io.sluice.http.HttpServerOptions;
import io.sluice.http.ListenException;
import io.sluice.http.upstream.HttpUpstream;
import io.sluice.http.upstream.UpstreamOptions;
import io.sluice.http.upstream.UpstreamTls;
import io.sluice.record.live.LiveSpecs;
import io.sluice.record.proxy.OwnAddress;
import io.sluice.record.proxy.ProxiedExchanges;
import io.sluice.record.proxy.RecordingProxy;
import io.sluice.record.proxy.TargetPolicy;
import io.sluice.record.recorder.BodySettings;
import io.sluice.record.recorder.DropReason;
import io.sluice.record.recorder.QueueBounds;
import io.sluice.record.recorder.RecordedBodies;
import io.sluice.record.recorder.Recorder;
import io.sluice.record.recorder.RecorderSettings;
import io.sluice.record.recorder.RecordingSink;
import io.sluice.record.recorder.sink.FileSettings;
import io.sluice.record.recorder.sink.FileSink;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recording proxy in operation: listeners, the client that sends requests on, their threads, recorders for files and Kafka,
 * and the documents. They are closed in this order, so that what was answered is recorded. Closing twice is harmless.
 */
final class RecordServer implements AutoCloseable {
    private static final String IPV4 = "127.0.0.1";
    private static final String IPV6 = "::1";
    private static final int HEADER_LIMIT = 128 << 10;
    private static final QueueBounds QUEUE = new QueueBounds(1 << 16, 128L << 20);
    private static final Duration QUIET = Duration.ofMinutes(5); // as long as a listener lets connections be
    private static final Duration SPECS_EVERY = Duration.ofSeconds(5);
    private static final Duration LOOK_AT_FILES = Duration.ofSeconds(1);
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final RecordSettings settings;
    private final OwnAddress self;
    private final List<Recorder> recorders = new ArrayList<>();
    private final List<HttpServer> servers = new ArrayList<>();
    private @Nullable LiveSpecs specs;
    private @Nullable TlsContext tls;
    private @Nullable FileWatch files;
    private @Nullable HttpEdge edge;
    private @Nullable Upstream upstream;

    private RecordServer(RecordSettings settings) {
        this.settings = settings;
        this.self = new OwnAddress(settings.scheme(), settings.host());
    }

    /**
     * Starts one, and makes its folders.
     *
     * @throws IOException if a folder cannot be made, or the address cannot be had
     */
    static RecordServer start(RecordSettings settings) throws IOException {
        var server = new RecordServer(settings);
        try {
            server.open();
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void open() throws IOException {
        openTls();
        Files.createDirectories(settings.specsDir());
        if (settings.mode() != null) {
            specs = LiveSpecs.start(settings.specsDir(), settings.mode(), SPECS_EVERY);
        }
        startRecorders();
        var threads = HttpEdge.start();
        edge = threads;
        var policy = new TargetPolicy(settings.allowed(), settings.targetOrigin(), self);
        var client = HttpUpstream.open(threads.worker(), options(policy), UpstreamTls.runtime(), UpstreamObserver.NONE);
        upstream = client;
        var proxy = new RecordingProxy(settings.routing(self), policy, self, client);
        listen(threads, proxy, new ProxiedExchanges(observer()));
    }

    /** Certificates that are renewed are shown from then on. */
    private void openTls() throws IOException {
        if (settings.tls() != null) {
            TlsContext context = settings.tls().open();
            tls = context;
            files = FileWatch.every(LOOK_AT_FILES);
            files.add(context::paths, context::refresh);
        }
    }

    private UpstreamOptions options(TargetPolicy policy) {
        UpstreamTimeouts usual = UpstreamTimeouts.DEFAULT;
        return UpstreamOptions.DEFAULT
                .withAddresses(policy)
                .withForwarded(ForwardedMode.OFF)
                .withTimeouts(new UpstreamTimeouts(
                        usual.connect(), settings.timeout(), QUIET, usual.tunnel(), usual.keepAlive()));
    }

    private void startRecorders() throws IOException {
        if (settings.logDir() != null) {
            startRecorder("files", new FileSink(FileSettings.in(settings.logDir())));
        }
        RecordSettings.Kafka kafka = settings.kafka();
        if (kafka != null) {
            startRecorder(
                    "kafka", TopicSink.open(kafka.servers(), kafka.topic(), kafka.properties(), settings.bodyLimit()));
        }
    }

    /** The documents learn from the first. */
    private void startRecorder(String name, RecordingSink sink) {
        RecordingSink all = specs == null || !recorders.isEmpty() ? sink : new LearningSink(sink, specs);
        var bodies = new BodySettings(RecordedBodies.ALL, settings.bodyLimit(), BodySettings.DEFAULT.contentTypes());
        recorders.add(Recorder.start(
                RecorderSettings.builder(name, "record")
                        .bodies(bodies)
                        .redaction(settings.redaction())
                        .yields(false) // recordings are what it is for
                        .queue(QUEUE)
                        .build(),
                all));
    }

    private ExchangeObserver observer() {
        ExchangeObserver all = ExchangeObserver.of(recorders);
        if (all == null) {
            throw new IllegalStateException("nothing is recorded");
        }
        return all;
    }

    /** {@code localhost} means both of its addresses, as programs differ in which one they take it for. */
    private void listen(HttpEdge threads, RecordingProxy proxy, ExchangeObserver observer) throws IOException {
        boolean both = settings.host().equals("localhost");
        String first = both ? IPV4 : settings.host();
        int port = listen(threads, first, settings.port(), proxy, observer);
        self.listensOn(port);
        if (both && hasIpv6()) {
            listen(threads, IPV6, port, proxy, observer);
        }
    }

    private static boolean hasIpv6() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress());
    }

    private int listen(HttpEdge threads, String host, int port, RecordingProxy proxy, ExchangeObserver observer)
            throws IOException {
        try {
            HttpServerOptions options = HttpServerOptions.on(host, port)
                    .withHeaderLimit(HEADER_LIMIT)
                    .withTls(tls);
            HttpServer server = threads.open(options, proxy, observer);
            servers.add(server);
            return server.port();
        } catch (ListenException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CannotStartException(
                    "Cannot listen on " + host + " port " + port + ": " + cause.getMessage()
                            + ". End the program that has the port, or choose another with --port.",
                    e);
        }
    }

    /** How it is reached. */
    OwnAddress self() {
        return self;
    }

    /** What it has done so far. Any thread, but not while it is being closed. */
    RecordFigures figures() {
        Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            long count = recorders.stream()
                    .mapToLong(recorder -> recorder.dropped(reason))
                    .sum();
            if (count > 0) {
                dropped.put(reason, count);
            }
        }
        return new RecordFigures(
                recorders.stream().mapToLong(Recorder::recorded).min().orElse(0),
                dropped,
                servers.stream().mapToInt(HttpServer::running).sum(),
                servers.stream().mapToInt(HttpServer::connections).sum());
    }

    /** Finishes what runs within two seconds, and writes everything. */
    @Override
    public void close() {
        servers.forEach(server -> server.drain(() -> {})); // all of them, before the first is waited for
        servers.forEach(server -> server.close(DRAIN));
        servers.clear();
        if (upstream != null) {
            upstream.close();
        }
        if (edge != null) {
            edge.close();
        }
        if (files != null) {
            files.close();
        }
        recorders.forEach(Recorder::close);
        if (specs != null) {
            specs.close();
        }
    }
}
