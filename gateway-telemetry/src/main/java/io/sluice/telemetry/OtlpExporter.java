package io.sluice.telemetry;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes all metrics to a collector of OpenTelemetry, at intervals, as JSON over HTTP.
 *
 * <p>Nobody waits for it, and one push is on its way at most: when the collector takes longer than the interval, pushes
 * are left out. What it refuses is not sent again, as sums are cumulative.
 */
public final class OtlpExporter {
    private static final Logger LOGGER = LoggerFactory.getLogger(OtlpExporter.class);

    private final Metrics metrics;
    private final OtlpTarget target;
    private final OtlpJson json;
    private final OtlpClient client;
    private final AtomicBoolean underWay = new AtomicBoolean();

    private OtlpExporter(Metrics metrics, OtlpTarget target, Map<String, String> attributes) {
        this.metrics = metrics;
        this.target = target;
        this.json = new OtlpJson(
                OtlpRequest.resource(attributes),
                ManagementFactory.getRuntimeMXBean().getStartTime());
        this.client = new OtlpClient(target);
    }

    /**
     * Starts to push, after the first interval, until the metrics are closed.
     *
     * @param attributes of the process; {@code service.name} is {@code sluice} unless it is among them
     * @throws IllegalArgumentException if nothing can be sent to this target
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
            var unused = client.send(body).thenAccept(taken -> underWay.set(false));
        } catch (RuntimeException e) { // would end the schedule
            underWay.set(false);
            LOGGER.atError().addKeyValue("exporter", target.name()).setCause(e).log("metrics cannot be pushed");
        }
    }
}
