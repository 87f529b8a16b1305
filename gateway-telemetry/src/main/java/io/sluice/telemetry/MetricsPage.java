package io.sluice.telemetry;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers with all metrics in the text format of Prometheus, or in that of OpenMetrics to who asks for it. Any I/O thread. */
public final class MetricsPage implements RequestHandler {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final int MAX_WAITING = 16;

    private final Metrics metrics;
    private final AtomicInteger waiting = new AtomicInteger();

    /** A page that shows these metrics. */
    public MetricsPage(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void handle(Invocation invocation) {
        String accept = invocation.request().header("accept");
        String type = accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : PROMETHEUS;
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            invocation.fail(ProblemType.OVERLOADED, "Too many ask for the metrics at the same time.");
            return;
        }
        try {
            metrics.thread().execute(() -> answer(invocation, type));
        } catch (RejectedExecutionException e) {
            waiting.decrementAndGet();
            invocation.fail(ProblemType.STOPPING, "The gateway is stopping.");
        }
    }

    private void answer(Invocation invocation, String type) {
        try {
            byte[] text = metrics.current().scrape(type).getBytes(StandardCharsets.UTF_8);
            HttpFields fields = HttpFields.builder()
                    .add("content-type", type)
                    .add("cache-control", "no-store")
                    .build();
            invocation.complete(new HttpResponse(200, fields, Body.of(text)));
        } catch (RuntimeException e) {
            invocation.fail(e);
        } finally {
            waiting.decrementAndGet();
        }
    }
}
