package io.sluice.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.e2e.Ports;
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
    private static final List<String> JAVA =
            List.of(System.getProperty("java.home") + "/bin/java", "-Xmx512m", "-XX:TieredStopAtLevel=1");
    private static final Pattern ADDRESS = Pattern.compile("(?m)^  http://(127\\.0\\.0\\.1:\\d+)$");
    private static final Pattern BROKER = Pattern.compile("(?m)^  Kafka: (127\\.0\\.0\\.1:\\d+) in this process");

    private final Command command;
    private final Path folder;
    private final String address;
    private final String broker;
    private final String users; // the port of the service that one of the examples stands in front of

    private GatewayRun(Command command, Path folder, String address, String broker, String users) {
        this.command = command;
        this.folder = folder;
        this.address = address;
        this.broker = broker;
        this.users = users;
    }

    /** Starts it and waits until it listens. */
    static GatewayRun start(String line, Path root, Path folder) throws IOException {
        assertThat(line).startsWith("./gateway start --dev");
        Files.copy(root.resolve("zilla.yaml"), folder.resolve("zilla.yaml"));
        List<String> words = new ArrayList<>(JAVA);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.sluice.cli.Main"));
        for (String word : line.substring("./gateway ".length()).split(" +", -1)) {
            words.add(word.startsWith("examples/") ? root.resolve(word).toString() : word);
        }
        var builder = new ProcessBuilder(words).directory(folder.toFile());
        String users = Integer.toString(Ports.free());
        builder.environment().put("PORT", "0");
        builder.environment().put("USERS_PORT", users);
        builder.environment().remove("KAFKA_BOOTSTRAP_SERVER");
        Command command = Command.start(builder);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> BROKER.matcher(command.output()).find() || !command.isAlive());
        return new GatewayRun(command, folder, find(ADDRESS, command.output()), find(BROKER, command.output()), users);
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
                .replace("localhost:3000", address)
                .replace("localhost:3001", "localhost:" + users)
                .replace("UserService.java 3001", "UserService.java " + users)
                .replace("my_spec", folder.resolve("my_spec").toString())
                .replace("./gateway ", String.join(" ", JAVA) + " io.sluice.cli.Main ") // CLASSPATH says where that is
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
