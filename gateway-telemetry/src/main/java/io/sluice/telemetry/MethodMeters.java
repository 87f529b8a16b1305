package io.sluice.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sluice.engine.observe.EndedExchange;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The meters of one route and one method. Thread-safe. */
final class MethodMeters {
    private final MeterRegistry registry;
    private final Tags tags;
    private final @Nullable Timer duration;
    private final @Nullable DistributionSummary requestSize;
    private final @Nullable DistributionSummary responseSize;
    private final Map<Ending, Counter> endings = new ConcurrentHashMap<>();
    private volatile @Nullable Known last; // most requests of a route end alike

    /** How an exchange ended. */
    private record Ending(int status, boolean complete) {}

    private record Known(Ending ending, Counter counter) {
        boolean is(int status, boolean complete) {
            return ending.status == status && ending.complete == complete;
        }
    }

    MethodMeters(MeterRegistry registry, Tags tags, Set<HttpMetric> chosen) {
        this.registry = registry;
        this.tags = tags;
        this.duration = chosen.contains(HttpMetric.DURATION)
                ? Timer.builder(HttpMetric.DURATION.metricName())
                        .description("From the end of a request's head to the end of its response")
                        .tags(tags)
                        .serviceLevelObjectives(Buckets.durations())
                        .register(registry)
                : null;
        this.requestSize = size(HttpMetric.REQUEST_SIZE, "Bytes of request bodies", chosen);
        this.responseSize = size(HttpMetric.RESPONSE_SIZE, "Bytes of response bodies", chosen);
    }

    private @Nullable DistributionSummary size(HttpMetric metric, String description, Set<HttpMetric> chosen) {
        return chosen.contains(metric)
                ? DistributionSummary.builder(metric.metricName())
                        .baseUnit("bytes")
                        .description(description)
                        .tags(tags)
                        .serviceLevelObjectives(Buckets.sizes())
                        .register(registry)
                : null;
    }

    void record(EndedExchange exchange) {
        if (duration != null) {
            duration.record(exchange.nanos(), TimeUnit.NANOSECONDS);
        }
        if (requestSize != null) {
            requestSize.record((double) exchange.requestBytes());
        }
        if (responseSize != null) {
            responseSize.record((double) exchange.responseBytes());
        }
        ending(exchange.status(), exchange.isComplete()).increment();
    }

    private Counter ending(int status, boolean complete) {
        Known known = last;
        if (known != null && known.is(status, complete)) {
            return known.counter;
        }
        var ending = new Ending(status, complete);
        Counter counter = endings.computeIfAbsent(ending, this::counter);
        last = new Known(ending, counter);
        return counter;
    }

    private Counter counter(Ending ending) {
        return Counter.builder("sluice.requests")
                .description("Requests that have ended")
                .tags(tags)
                .tag("status", ending.status == 0 ? "none" : Integer.toString(ending.status))
                .tag("outcome", ending.complete ? "complete" : "aborted")
                .register(registry);
    }
}
