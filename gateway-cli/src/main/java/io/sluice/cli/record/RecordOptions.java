package io.sluice.cli.record;

import io.sluice.engine.tls.NamedFile;
import io.sluice.record.live.SpecMode;
import io.sluice.record.proxy.HostPattern;
import io.sluice.record.proxy.TargetRouting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a recorder is to run, as a command line says it. */
final class RecordOptions {
    private static final int MAX_PORT = 0xFFFF;
    private static final int MAX_TIMEOUT = 86_400;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            defaultValue = "8000",
            description = "Where to listen; 0 for any free port. Default: ${DEFAULT-VALUE}")
    private int port = 8000;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "localhost",
            description = "The address to listen on. Default: ${DEFAULT-VALUE}, which other machines do not reach")
    private String host = "localhost";

    @Option(
            names = {"--tls-cert", "--tls_cert"},
            paramLabel = "FILE",
            description = "Listen with TLS, HTTP/1.1 and HTTP/2, and show this certificate: PEM, with those of its"
                    + " issuers behind it. Read again when it changes.")
    private @Nullable Path certificate;

    @Option(
            names = {"--tls-key", "--tls_key"},
            paramLabel = "FILE",
            description = "The private key of --tls-cert: PEM (PKCS #8), without a password. Default: the key that"
                    + " stands in that file too")
    private @Nullable Path key;

    @Option(
            names = {"-d", "--daemon"},
            description = "Record in the background; see stop and status.")
    private boolean daemon;

    @Option(names = DetachedProcess.OPTION, hidden = true, description = "Is the process in the background.")
    private boolean detached;

    @Option(
            names = {"-r", "--header-routing", "--header_routing"},
            description = "Send requests to the host that their host field names, with http, or what X-HMT-Scheme says;"
                    + " in the place of the URL in their path.")
    private boolean headerRouting;

    @Option(
            names = "--target",
            paramLabel = "URL",
            description = "Send all requests to this server; a path in it stands before theirs.")
    private @Nullable String target;

    @Option(
            names = {"--allow-host", "--allow_host"},
            paramLabel = "PATTERN",
            description = "A host on a private or local address that requests may be sent to, such as localhost,"
                    + " localhost:3000, *.internal or 10.0.0.*; with --host, any host. Repeatable.")
    private List<String> allowed = List.of();

    @Option(
            names = {"-l", "--log-dir", "--log_dir"},
            paramLabel = "DIR",
            description = "Where recordings are appended to a file for each host. Default: logs; with --kafka: none")
    private @Nullable Path logDir;

    @Option(
            names = {"-s", "--specs-dir", "--specs_dir"},
            paramLabel = "DIR",
            defaultValue = "specs",
            description = "Where --mode writes. Default: ${DEFAULT-VALUE}")
    private Path specsDir = Path.of("specs");

    @Option(
            names = {"-m", "--mode"},
            paramLabel = "gen|replay|mixed",
            description =
                    "Keep an OpenAPI document for each host: of the API (gen), of its paths and answers as they were"
                            + " (replay), or of the API with answers as examples (mixed).")
    private @Nullable String mode;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Write recordings to a topic of this Kafka cluster, and to files only if --log-dir is given.")
    private @Nullable String kafka;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "With --kafka: the topic. Default: " + RecordSettings.TOPIC)
    private @Nullable String topic;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "With --kafka: settings of the producer, such as security.protocol, as properties.")
    private @Nullable Path producerSettings;

    @Option(
            names = "--body-limit",
            paramLabel = "BYTES",
            defaultValue = "1048576",
            description = "How much of each body is recorded; all of it is sent on. Default: ${DEFAULT-VALUE}")
    private int bodyLimit = 1 << 20;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long a server may take to begin an answer. Default: ${DEFAULT-VALUE}")
    private int timeout = 60;

    @Mixin
    private RedactionOptions redaction = new RedactionOptions();

    /** Creates the options; picocli does. */
    RecordOptions() {}

    /** Whether another process is to record. */
    boolean isToDetach() {
        return daemon && !detached;
    }

    /** Whether this is that other process. */
    boolean isDetached() {
        return detached;
    }

    /**
     * What they say.
     *
     * @throws IllegalArgumentException if they make no sense, or contradict each other
     */
    RecordSettings settings() {
        requireRange("--port", port, 0, MAX_PORT);
        requireRange("--timeout", timeout, 1, MAX_TIMEOUT);
        requireRange("--body-limit", bodyLimit, 1, RecordSettings.MAX_BODY_LIMIT);
        if (target != null && headerRouting) {
            throw new IllegalArgumentException("--target and --header-routing exclude each other");
        }
        if (kafka == null && (topic != null || producerSettings != null)) {
            throw new IllegalArgumentException("--topic and --command-config are for --kafka");
        }
        return new RecordSettings(
                withoutBrackets(host),
                port,
                tls(),
                headerRouting,
                target == null ? null : parsed("--target", target, TargetRouting::to),
                allowed.stream()
                        .map(host -> parsed("--allow-host", host, HostPattern::of))
                        .toList(),
                logDir == null && kafka == null ? Path.of("logs") : logDir,
                specsDir,
                mode(),
                kafka == null ? null : kafka(kafka),
                redaction.settings(),
                bodyLimit,
                Duration.ofSeconds(timeout));
    }

    private RecordSettings.@Nullable Tls tls() {
        if (certificate == null) {
            if (key != null) {
                throw new IllegalArgumentException("--tls-key " + key + " is given without the certificate that it"
                        + " belongs to: add --tls-cert FILE");
            }
            return null;
        }
        return new RecordSettings.Tls(
                new NamedFile("--tls-cert", certificate),
                key == null
                        ? new NamedFile("without --tls-key FILE, --tls-cert", certificate)
                        : new NamedFile("--tls-key", key));
    }

    private RecordSettings.Kafka kafka(String servers) {
        return new RecordSettings.Kafka(servers, topic == null ? RecordSettings.TOPIC : topic, producerSettings);
    }

    private @Nullable SpecMode mode() {
        if (mode == null) {
            return null;
        }
        return Arrays.stream(SpecMode.values())
                .filter(known -> known.name().equalsIgnoreCase(mode))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("--mode " + mode + " (expected: gen, replay or mixed)"));
    }

    private static <T> T parsed(String option, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + " " + e.getMessage(), e);
        }
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static void requireRange(String name, int value, int from, int to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(name + " " + value + " (expected: " + from + " to " + to + ")");
        }
    }
}
