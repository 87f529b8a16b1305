package io.sluice.cli;

import static org.awaitility.Awaitility.await;

import io.sluice.http.admin.ConfigStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A gateway assembled as {@code gateway start} does it, for tests in other packages. Its listeners are in this process. */
public final class TestGateway implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final GatewayProcess process;
    private final Path file;
    private final String banner;

    private TestGateway(GatewayProcess process, Path file, String banner) {
        this.process = process;
        this.file = file;
        this.banner = banner;
    }

    /**
     * Starts a gateway.
     *
     * @param yaml its configuration, in which {@code ${{env.KAFKA_BOOTSTRAP_SERVER}}} stands for the broker
     * @param bootstrap the broker, {@code host:port}
     */
    public static TestGateway start(String yaml, String bootstrap) {
        return start(yaml, bootstrap, AccessLogSettings.UNSAID);
    }

    /** The same, with access logs in a file where the configuration asks for them. */
    public static TestGateway start(String yaml, String bootstrap, Path accessLog) {
        return start(yaml, bootstrap, new AccessLogSettings(null, accessLog));
    }

    private static TestGateway start(String yaml, String bootstrap, AccessLogSettings accessLog) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("KAFKA_BOOTSTRAP_SERVER", bootstrap);
        try {
            Path file = Files.writeString(Files.createTempFile("zilla", ".yaml"), yaml);
            return start(file, accessLog, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a gateway with a file of the caller's, which is deleted when it is closed. */
    public static TestGateway start(Path file, Map<String, String> environment) {
        return start(file, AccessLogSettings.UNSAID, environment);
    }

    private static TestGateway start(Path file, AccessLogSettings accessLog, Map<String, String> environment) {
        try {
            var out = new StringWriter();
            var settings = new GatewaySettings(
                    ConfigSource.of(file.toString()),
                    true,
                    false,
                    false,
                    new AdminAddress("127.0.0.1", 0),
                    accessLog,
                    environment);
            return new TestGateway(GatewayProcess.start(settings, new PrintWriter(out)), file, out.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Writes another configuration and waits until it has been taken or refused. */
    public void reload(String yaml) {
        write(yaml);
        long before = attempts();
        process.reload();
        await().atMost(PATIENCE).until(() -> attempts() > before);
    }

    /** Has the file read again, and does not wait for it. */
    public void demand() {
        process.reload();
    }

    private long attempts() {
        return process.status().accepted() + process.status().refused();
    }

    /** Puts another file in the place of the configuration, as editors do, and leaves it to the gateway to see it. */
    public void write(String yaml) {
        try {
            Path next = Files.writeString(Files.createTempFile("zilla", ".next"), yaml);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it says of its configuration. */
    public ConfigStatus status() {
        return process.status();
    }

    /** How many former configurations still have requests. */
    public int ending() {
        return process.ending();
    }

    /** Where its listeners are. */
    public List<URI> uris() {
        return process.addresses();
    }

    /** Where its first listener is. */
    public URI uri() {
        return process.addresses().get(0);
    }

    /** Where operators reach it. */
    public URI admin() {
        return Objects.requireNonNull(process.admin());
    }

    /** What was printed when it had started. */
    public String banner() {
        return banner;
    }

    /** Stops it as a signal would. */
    @Override
    public void close() {
        process.close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
