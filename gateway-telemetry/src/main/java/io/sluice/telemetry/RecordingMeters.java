package io.sluice.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Shows what an exporter of recordings counts. */
final class RecordingMeters {
    private final MeterRegistry registry;
    private final Tags tags;
    private final Consumer<LongSupplier> keep;

    /**
     * Meters of one exporter.
     *
     * @param keep holds on to what counters hold only weakly
     */
    RecordingMeters(MeterRegistry registry, Tags tags, Consumer<LongSupplier> keep) {
        this.registry = registry;
        this.tags = tags;
        this.keep = keep;
    }

    void register(RecordingFigures figures) {
        counter("sluice.recordings", "Exchanges that were recorded", tags, figures.recorded());
        counter("sluice.recordings.truncated", "Recordings without a part of a body", tags, figures.truncated());
        counter("sluice.recording.errors", "Exchanges that the recorder could make nothing of", tags, figures.errors());
        figures.dropped()
                .forEach((reason, count) -> counter(
                        "sluice.recordings.dropped",
                        "Exchanges that were not recorded",
                        tags.and("reason", reason),
                        count));
        gauge("sluice.recording.queue.records", "Exchanges that wait to be recorded", figures.queuedRecords());
        gauge("sluice.recording.queue.bytes", "Bytes of exchanges that wait to be recorded", figures.queuedBytes());
    }

    private void counter(String name, String description, Tags all, LongSupplier count) {
        FunctionCounter.builder(name, count, LongSupplier::getAsLong)
                .description(description)
                .tags(all)
                .register(registry);
        keep.accept(count);
    }

    private void gauge(String name, String description, LongSupplier value) {
        Gauge.builder(name, value, LongSupplier::getAsLong)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }
}
