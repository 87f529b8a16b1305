package io.sluice.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A gateway assembled as {@code gateway start} does it, for tests in other packages. Its listeners are in this process. */
public final class TestGateway implements AutoCloseable {
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
            var out = new StringWriter();
            var settings =
                    new GatewaySettings(file, false, false, new AdminAddress("127.0.0.1", 0), accessLog, environment);
            return new TestGateway(GatewayProcess.start(settings, new PrintWriter(out)), file, out.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
