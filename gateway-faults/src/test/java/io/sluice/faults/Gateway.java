package io.sluice.faults;

import io.sluice.dev.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The gateway in a process of its own, with a small heap. It can be killed and started again on the same port. Used by one
 * thread.
 */
final class Gateway implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> OPTIONS = List.of(
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:MaxDirectMemorySize=64m",
            "-XX:NativeMemoryTracking=summary",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xlog:gc:stdout");

    /** What an unexpected end of a request, or of a loop's turn, looks like in the log. */
    private static final List<String> ALARMS = List.of(
            "request failed unexpectedly",
            "failure after the request's end",
            "sending failed; going on",
            "reading failed; going on",
            "records could not be taken in",
            "OutOfMemoryError",
            "Exception in thread");

    private final Path log;
    private final Path config;
    private final int port = Ports.free();
    private final int admin = Ports.free();
    private final Map<String, String> environment = new HashMap<>();
    private Child process;

    private Gateway(String scenario, Path folder, Map<String, String> more) {
        String[] brokers = Brokers.shared().throughLinks().split(",", -1);
        environment.putAll(Map.of(
                "SCENARIO", scenario,
                "PORT", Integer.toString(port),
                "BROKER_1", brokers[0],
                "BROKER_2", brokers[1],
                "BROKER_3", brokers[2]));
        environment.putAll(more);
        log = folder.resolve(scenario + ".log");
        config = folder.resolve("faults.yaml");
        try (InputStream yaml = Gateway.class.getResourceAsStream("/faults.yaml")) {
            Files.deleteIfExists(log);
            Files.write(config, Objects.requireNonNull(yaml).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = launch();
    }

    /**
     * Starts a gateway and waits until it is ready.
     *
     * @param scenario what the topics' names begin with
     * @param more variables for the configuration
     */
    static Gateway start(String scenario, Map<String, String> more) {
        var gateway = new Gateway(scenario, Scenario.folder(), more);
        gateway.awaitReady();
        return gateway;
    }

    private Child launch() {
        return Child.start(
                "the gateway",
                OPTIONS,
                "io.sluice.cli.Main",
                List.of("start", "-c", config.toString(), "--admin", Integer.toString(admin)),
                environment,
                log);
    }

    /** Where it listens. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    Child process() {
        return process;
    }

    /** Waits until it says that it is ready. */
    void awaitReady() {
        Pause.until("the gateway is ready", PATIENCE, () -> {
            process.requireAlive();
            return isReady();
        });
    }

    private boolean isReady() {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + admin + "/readyz").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(1_000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false; // it does not listen yet
        }
    }

    /** Kills it with SIGKILL. */
    void kill() {
        process.kill();
    }

    /** Starts it again after a kill. */
    void restart() {
        process = launch();
    }

    /** Stops it as a service manager does; returns what is wrong with how it ended or with what it logged. */
    List<String> stop() {
        process.requireAlive();
        int code = process.terminate(Duration.ofSeconds(30));
        try {
            var wrong = new java.util.ArrayList<>(Files.readAllLines(log).stream()
                    .filter(line -> ALARMS.stream().anyMatch(line::contains))
                    .toList());
            if (code != 0) {
                wrong.add("the gateway ended with " + code);
            }
            return wrong;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
