package io.sluice.telemetry;

import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes all metrics to a collector of OpenTelemetry, at intervals, as JSON over HTTP.
 *
 * <p>Nobody waits for it, and one push is on its way at most: when the collector takes longer than the interval, pushes
 * are left out. What it refuses is not sent again, as sums are cumulative. A failure is logged when it begins and when
 * it is over.
 */
public final class OtlpExporter {
    private static final Logger LOGGER = LoggerFactory.getLogger(OtlpExporter.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SERVICE = "service.name";

    private final Metrics metrics;
    private final OtlpTarget target;
    private final OtlpJson json;
    private final HttpClient http;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile boolean failing;

    private OtlpExporter(Metrics metrics, OtlpTarget target, Map<String, String> attributes) {
        this.metrics = metrics;
        this.target = target;
        Map<String, String> resource = new LinkedHashMap<>(attributes);
        resource.putIfAbsent(SERVICE, "sluice");
        this.json = new OtlpJson(resource, ManagementFactory.getRuntimeMXBean().getStartTime());
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER);
        if (target.tls() != null) {
            client.sslContext(target.tls());
        }
        this.http = client.build();
    }

    /**
     * Starts to push, after the first interval, until the metrics are closed.
     *
     * @param attributes of the process; {@code service.name} is {@code sluice} unless it is among them
     */
    public static void start(Metrics metrics, OtlpTarget target, Map<String, String> attributes) {
        var exporter = new OtlpExporter(metrics, target, attributes);
        long millis = target.interval().toMillis();
        var unused = metrics.thread().scheduleAtFixedRate(exporter::push, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void push() {
        if (!underWay.compareAndSet(false, true)) {
            return;
        }
        try {
            byte[] body = json.of(metrics.current().getMeters(), System.currentTimeMillis());
            HttpRequest.Builder request = HttpRequest.newBuilder(target.uri())
                    .timeout(PATIENCE)
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body));
            if (target.authorization() != null) {
                request.header("authorization", target.authorization());
            }
            var unused =
                    http.sendAsync(request.build(), BodyHandlers.discarding()).whenComplete(this::answered);
        } catch (RuntimeException e) {
            answered(null, e);
        }
    }

    private void answered(@Nullable HttpResponse<Void> response, @Nullable Throwable failure) {
        underWay.set(false);
        boolean taken = response != null && response.statusCode() / 100 == 2;
        if (taken && failing) {
            LOGGER.atInfo().addKeyValue("exporter", target.name()).log("the collector takes metrics again");
        } else if (!taken && !failing) {
            LOGGER.atWarn()
                    .addKeyValue("exporter", target.name())
                    .addKeyValue("uri", target.uri())
                    .addKeyValue(
                            "error", response == null ? String.valueOf(failure) : "status " + response.statusCode())
                    .log("the collector does not take metrics; trying again at each interval");
        }
        failing = !taken;
    }
}
