package io.sluice.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.engine.observe.UpstreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections of one {@code http} client, and what goes wrong. Thread-safe. */
final class UpstreamMeters implements UpstreamObserver {
    private final MeterRegistry registry;
    private final String exit;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Counter> failures = new ConcurrentHashMap<>();

    UpstreamMeters(MeterRegistry registry, String exit) {
        this.registry = registry;
        this.exit = exit;
        Gauge.builder("sluice.upstream.connections", open, AtomicInteger::get)
                .description("Connections to a server that requests are passed on to")
                .tag("exit", exit)
                .strongReference(true)
                .register(registry);
    }

    @Override
    public void opened() {
        open.incrementAndGet();
    }

    @Override
    public void closed() {
        open.decrementAndGet();
    }

    @Override
    public void failed(String reason) {
        failures.computeIfAbsent(reason, this::counter).increment();
    }

    private Counter counter(String reason) {
        return Counter.builder("sluice.upstream.failures")
                .description("Requests that got no whole answer from their server")
                .tags("exit", exit, "reason", reason)
                .register(registry);
    }
}
