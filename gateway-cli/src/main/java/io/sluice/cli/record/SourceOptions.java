package io.sluice.cli.record;

import io.sluice.record.source.ExchangeSource;
import io.sluice.record.source.LimitedSource;
import io.sluice.record.source.LineSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where recorded exchanges come from, as a command line says it. */
final class SourceOptions {
    private static final String TOPIC = "http_recordings";
    private static final String SERVER = "localhost:9092";

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = "file:PATH (JSON lines, or HAR if it ends in .har), stdin or -, kafka:HOST:PORT@TOPIC;"
                    + " or file with -i, or kafka with --bootstrap and --topic.")
    private @Nullable String source;

    @Option(
            names = {"-i", "--input-file"},
            paramLabel = "FILE",
            description = "The file with the exchanges; - for standard input.")
    private @Nullable String input;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Where the Kafka cluster is found. Default: " + SERVER)
    private @Nullable String bootstrap;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "The topic with the exchanges. Default: " + TOPIC)
    private @Nullable String topic;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "Go on where this consumer group stopped, and remember how far it got.")
    private @Nullable String group;

    @Option(names = "--from-beginning", description = "With --group: begin with the oldest record all the same.")
    private boolean fromBeginning;

    @Option(names = "--follow", description = "Wait for more records until told to stop. The default for Kafka.")
    private boolean follow;

    @Option(names = "--until-end", description = "Stop at what are the ends of the topic at the start.")
    private boolean untilEnd;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Settings of the Kafka consumer, such as security.protocol, as properties.")
    private @Nullable Path settings;

    @Option(
            names = "--max-records",
            paramLabel = "N",
            description = "Stop after so many records or lines. Not with --group.")
    private @Nullable Long most;

    /** Creates the options; picocli does. */
    SourceOptions() {}

    /**
     * Opens the source.
     *
     * @param in standard input
     * @throws IOException if it cannot be opened
     * @throws IllegalArgumentException if the options contradict each other
     */
    ExchangeSource open(InputStream in) throws IOException {
        if (most == null) {
            return openAll(in);
        }
        if (most < 1) {
            throw new IllegalArgumentException("--max-records " + most + " (expected: 1 or more)");
        }
        if (group != null) {
            throw new IllegalArgumentException(
                    "--max-records may pass over records, which --group would not see again");
        }
        return new LimitedSource(openAll(in), most);
    }

    private ExchangeSource openAll(InputStream in) throws IOException {
        String kind = kind();
        if (kind.equals("kafka") || kind.startsWith("kafka:")) {
            return KafkaSource.open(topic(kind), ClientSettings.read(settings));
        }
        if (bootstrap != null || topic != null || group != null || untilEnd || fromBeginning || settings != null) {
            throw new IllegalArgumentException("--bootstrap, --topic, --group, --from-beginning, --until-end and"
                    + " --command-config are for --source kafka");
        }
        if (kind.equals("stdin") || kind.equals("-") || (kind.equals("file") && "-".equals(input))) {
            return LineSource.of("stdin", in);
        }
        return LineSource.open(file(kind));
    }

    /** A file was meant by whoever named one, and nothing else. */
    private String kind() {
        if (source == null) {
            if (input == null && topic == null && bootstrap == null) {
                throw new IllegalArgumentException("--source or -i is needed: where are the exchanges?");
            }
            return input == null ? "kafka" : "file";
        }
        if (input != null && !source.equals("file")) {
            throw new IllegalArgumentException("-i is for --source file, not for --source " + source);
        }
        return source;
    }

    private Path file(String kind) {
        if (kind.startsWith("file:")) {
            return Path.of(kind.substring("file:".length()));
        }
        if (!kind.equals("file")) {
            throw new IllegalArgumentException(
                    "--source " + kind + " (expected: file:PATH, stdin or kafka:HOST:PORT@TOPIC)");
        }
        if (input == null) {
            throw new IllegalArgumentException("--source file needs -i FILE; or write --source file:PATH");
        }
        return Path.of(input);
    }

    private KafkaTopic topic(String kind) {
        if (follow && untilEnd) {
            throw new IllegalArgumentException("--follow and --until-end exclude each other");
        }
        String servers = bootstrap == null ? SERVER : bootstrap;
        String name = topic == null ? TOPIC : topic;
        if (kind.startsWith("kafka:")) {
            String place = kind.substring("kafka:".length());
            int at = place.indexOf('@');
            servers = at < 0 ? place : place.substring(0, at);
            name = at < 0 ? name : place.substring(at + 1);
            if (servers.isEmpty() || name.isEmpty()) {
                throw new IllegalArgumentException("--source " + kind + " (expected: kafka:HOST:PORT@TOPIC)");
            }
        }
        return new KafkaTopic(servers, name, group, fromBeginning, untilEnd);
    }
}
