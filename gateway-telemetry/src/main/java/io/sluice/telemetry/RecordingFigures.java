package io.sluice.telemetry;

import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * What an exporter of recordings counts. Asked by the metrics' thread.
 *
 * @param recorded exchanges that are where they belong
 * @param dropped exchanges that were lost, by reason
 * @param truncated exchanges of which a body was recorded in part
 * @param errors exchanges that the recorder could make nothing of
 * @param queuedRecords exchanges that wait
 * @param queuedBytes roughly the bytes that they take up
 */
public record RecordingFigures(
        LongSupplier recorded,
        Map<String, LongSupplier> dropped,
        LongSupplier truncated,
        LongSupplier errors,
        LongSupplier queuedRecords,
        LongSupplier queuedBytes) {

    /** Copies the map. */
    public RecordingFigures {
        Objects.requireNonNull(recorded, "recorded");
        dropped = Map.copyOf(dropped);
        Objects.requireNonNull(truncated, "truncated");
        Objects.requireNonNull(errors, "errors");
        Objects.requireNonNull(queuedRecords, "queuedRecords");
        Objects.requireNonNull(queuedBytes, "queuedBytes");
    }
}
