package io.sluice.telemetry;

import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.observe.EndedExchange;
import io.sluice.engine.observe.ExchangeObserver;
import io.sluice.engine.trace.RequestTrace;
import io.sluice.engine.trace.TraceContext;
import io.sluice.engine.trace.TraceParent;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes a span of each request that is sampled. Whoever sent a request decides on its trace: spans of a sampled one are
 * always recorded, those of another never. Of requests that begin a trace a share is sampled. Thread-safe.
 */
public final class Tracer implements ExchangeObserver {
    private final double sampling;
    private final List<SpanExporter> exporters;

    /**
     * A tracer.
     *
     * @param sampling the share of the traces that begin here, 0 to 1
     * @param exporters are given every span
     */
    public Tracer(double sampling, List<SpanExporter> exporters) {
        this.sampling = sampling;
        this.exporters = List.copyOf(exporters);
    }

    @Override
    public RequestTrace trace(HttpRequest request) {
        TraceContext sent = TraceContext.of(request);
        if (sent == null) {
            boolean sampled = ThreadLocalRandom.current().nextDouble() < sampling;
            var root = new TraceContext(TraceParent.root(sampled), null);
            return sampled ? new SampledRequest(root, null, this::record) : () -> root;
        }
        return sent.parent().isSampled()
                ? new SampledRequest(sent.child(), sent.parent().spanId(), this::record)
                : () -> sent;
    }

    @Override
    public void ended(EndedExchange exchange) {
        if (exchange.trace() instanceof SampledRequest sampled) {
            sampled.ended(exchange);
        }
    }

    private void record(Span span) {
        for (SpanExporter exporter : exporters) {
            exporter.add(span);
        }
    }
}
