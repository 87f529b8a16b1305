package io.sluice.cli;

import io.sluice.config.ExporterConfig;
import io.sluice.telemetry.OtlpTarget;
import io.sluice.telemetry.SpanExporter;
import io.sluice.telemetry.Tracer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The spans of a gateway's requests, and the exporters that they go to: those that name the signal {@code traces}. */
final class Tracing implements AutoCloseable {
    private final Map<ExporterConfig.Otlp, SpanExporter> exporters = new LinkedHashMap<>();
    private final @Nullable Tracer tracer;

    /**
     * What is asked for. Nothing is sent yet. There is one decision for each trace, whoever is told of it: the largest share
     * of the exporters counts.
     *
     * @param attributes of the process
     */
    Tracing(List<ExporterConfig.Otlp> configs, Map<String, String> attributes) {
        double sampling = 0;
        for (ExporterConfig.Otlp config : configs) {
            if (config.signals().contains(OtlpTarget.TRACES)) {
                exporters.put(config, new SpanExporter(attributes));
                sampling = Math.max(sampling, config.sampling());
            }
        }
        tracer = exporters.isEmpty() ? null : new Tracer(sampling, List.copyOf(exporters.values()));
    }

    /** Who makes spans of requests; null for nobody. */
    @Nullable Tracer tracer() {
        return tracer;
    }

    /** Has each exporter started by somebody who knows how. Once. */
    void start(BiConsumer<ExporterConfig.Otlp, SpanExporter> starter) {
        exporters.forEach(starter);
    }

    /** How many spans were dropped so far. Any thread. */
    long dropped() {
        return exporters.values().stream().mapToLong(SpanExporter::dropped).sum();
    }

    /** Sends what there is, in bounded time. */
    @Override
    public void close() {
        exporters.values().forEach(SpanExporter::close);
    }
}
