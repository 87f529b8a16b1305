package io.sluice.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.engine.observe.ClusterObserver;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Measures the records and replies of one cluster. Thread-safe. */
final class ClusterMeters implements ClusterObserver {
    private final MeterRegistry registry;
    private final String exit;
    private final Map<Written, Timer> writes = new ConcurrentHashMap<>();
    private final Map<String, Timer> replies = new ConcurrentHashMap<>();

    private record Written(String topic, Outcome outcome) {}

    ClusterMeters(MeterRegistry registry, String exit) {
        this.registry = registry;
        this.exit = exit;
    }

    @Override
    public void written(String topic, long nanos, Outcome outcome) {
        writes.computeIfAbsent(new Written(topic, outcome), this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void replied(String topic, long nanos) {
        replies.computeIfAbsent(topic, this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Written written) {
        return Timer.builder("sluice.produce")
                .description("From handing in a record to its acknowledgement, or to its refusal")
                .tags("exit", exit, "topic", written.topic)
                .tag("outcome", written.outcome.name().toLowerCase(Locale.ROOT))
                .serviceLevelObjectives(Buckets.durations())
                .register(registry);
    }

    private Timer timer(String topic) {
        return Timer.builder("sluice.reply")
                .description("From handing in a record to the arrival of its reply")
                .tags("exit", exit, "topic", topic)
                .serviceLevelObjectives(Buckets.durations())
                .register(registry);
    }
}
