package io.sluice.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gateway in a process of its own, started with the arguments of a README's {@code ./gateway start} line.
 *
 * <p>It is run from the class path of this test and not through the launcher: that one would start a build within the
 * build when it finds a source newer than the jar. It works in a folder of its own, which holds the default
 * {@code zilla.yaml}, on a free port.
 */
final class GatewayRun implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(?m)^  http://(127\\.0\\.0\\.1:\\d+)$");
    private static final Pattern BROKER = Pattern.compile("(?m)^  Kafka: (127\\.0\\.0\\.1:\\d+) in this process");

    private final Command command;
    private final String address;
    private final String broker;

    private GatewayRun(Command command, String address, String broker) {
        this.command = command;
        this.address = address;
        this.broker = broker;
    }

    /** Starts it and waits until it listens. */
    static GatewayRun start(String line, Path root, Path folder) throws IOException {
        assertThat(line).startsWith("./gateway start --dev");
        Files.copy(root.resolve("zilla.yaml"), folder.resolve("zilla.yaml"));
        List<String> words = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.sluice.cli.Main"));
        for (String word : line.substring("./gateway ".length()).split(" +", -1)) {
            words.add(word.startsWith("examples/") ? root.resolve(word).toString() : word);
        }
        var builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().put("PORT", "0");
        builder.environment().remove("KAFKA_BOOTSTRAP_SERVER");
        Command command = Command.start(builder);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> BROKER.matcher(command.output()).find() || !command.isAlive());
        return new GatewayRun(command, find(ADDRESS, command.output()), find(BROKER, command.output()));
    }

    private static String find(Pattern pattern, String banner) {
        Matcher matcher = pattern.matcher(banner);
        assertThat(matcher.find()).as("%s in%n%s", pattern, banner).isTrue();
        return matcher.group(1);
    }

    /** A README's text with the addresses of this run. */
    String localize(String text) {
        return text.replace("127.0.0.1:7114", address)
                .replace("localhost:8082", address)
                .replace("127.0.0.1:9092", broker);
    }

    String output() {
        return command.output();
    }

    /** Ends it as a service manager would, and returns its exit code. */
    int terminate() {
        return command.terminate();
    }

    @Override
    public void close() {
        command.close();
    }
}
