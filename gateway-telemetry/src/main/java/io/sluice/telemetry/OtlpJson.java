package io.sluice.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Writes meters as OpenTelemetry's {@code ExportMetricsServiceRequest} in JSON, which is the JSON of Protocol Buffers:
 * 64-bit integers are strings. All sums are cumulative since the start. Immutable.
 *
 * @param resource attributes of the process; they are not repeated at each value
 * @param startMillis when the process started, since 1970
 */
record OtlpJson(Map<String, String> resource, long startMillis) {
    private static final int CUMULATIVE = 2;

    /** The request for these meters as of a time since 1970. Meters that are neither sum, gauge nor histogram are left out. */
    byte[] of(List<Meter> meters, long nowMillis) {
        return OtlpRequest.of("Metrics", "metrics", resource, json -> {
            for (List<Meter> family : families(meters)) {
                write(json, family, nowMillis);
            }
        });
    }

    private static List<List<Meter>> families(List<Meter> meters) {
        Map<String, List<Meter>> families = new TreeMap<>();
        meters.stream()
                .filter(meter -> isHistogram(meter) || isSum(meter) || meter instanceof Gauge)
                .forEach(meter -> families.computeIfAbsent(meter.getId().getName(), name -> new ArrayList<>())
                        .add(meter));
        return List.copyOf(families.values());
    }

    private static boolean isSum(Meter meter) {
        return meter instanceof Counter || meter instanceof FunctionCounter;
    }

    private static boolean isHistogram(Meter meter) {
        return meter instanceof Timer || meter instanceof DistributionSummary;
    }

    private void write(JsonGenerator json, List<Meter> family, long nowMillis) throws IOException {
        Meter first = family.get(0);
        Meter.Id id = first.getId();
        json.writeStartObject();
        json.writeStringField("name", id.getName());
        if (id.getDescription() != null) {
            json.writeStringField("description", id.getDescription());
        }
        json.writeStringField("unit", unit(first));
        json.writeObjectFieldStart(isHistogram(first) ? "histogram" : isSum(first) ? "sum" : "gauge");
        if (isHistogram(first) || isSum(first)) {
            json.writeNumberField("aggregationTemporality", CUMULATIVE);
        }
        if (isSum(first)) {
            json.writeBooleanField("isMonotonic", true);
        }
        json.writeArrayFieldStart("dataPoints");
        for (Meter meter : family) {
            point(json, meter, nowMillis);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    /** In the Unified Code for Units of Measure, as OpenTelemetry has it. */
    private static String unit(Meter meter) {
        String unit = meter.getId().getBaseUnit();
        if (meter instanceof Timer || "seconds".equals(unit)) {
            return "s";
        }
        if (unit == null) {
            return "1";
        }
        return unit.equals("bytes") ? "By" : '{' + unit + '}';
    }

    private void point(JsonGenerator json, Meter meter, long nowMillis) throws IOException {
        json.writeStartObject();
        Map<String, String> attributes = new TreeMap<>();
        for (Tag tag : meter.getId().getTags()) {
            if (!resource.containsKey(tag.getKey())) {
                attributes.put(tag.getKey(), tag.getValue());
            }
        }
        OtlpRequest.attributes(json, attributes);
        json.writeStringField("startTimeUnixNano", nanos(startMillis));
        json.writeStringField("timeUnixNano", nanos(nowMillis));
        if (meter instanceof Timer timer) {
            HistogramSnapshot snapshot = timer.takeSnapshot();
            histogram(json, snapshot, timer.totalTime(TimeUnit.SECONDS), 1e-9);
        } else if (meter instanceof DistributionSummary summary) {
            histogram(json, summary.takeSnapshot(), summary.totalAmount(), 1);
        } else if (meter instanceof Counter counter) {
            json.writeNumberField("asDouble", counter.count());
        } else if (meter instanceof FunctionCounter counter) {
            json.writeNumberField("asDouble", counter.count());
        } else {
            number(json, ((Gauge) meter).value());
        }
        json.writeEndObject();
    }

    /** JSON has no other numbers than finite ones; Protocol Buffers write the rest as words. */
    private static void number(JsonGenerator json, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField("asDouble", value);
        } else {
            json.writeStringField("asDouble", Double.toString(value));
        }
    }

    /** The snapshot's counts add up, those of OpenTelemetry do not, and have one more for what is above all bounds. */
    private static void histogram(JsonGenerator json, HistogramSnapshot snapshot, double sum, double scale)
            throws IOException {
        List<Double> bounds = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        long below = 0;
        for (CountAtBucket bucket : snapshot.histogramCounts()) {
            if (bucket.bucket() < Long.MAX_VALUE && !Double.isInfinite(bucket.bucket())) {
                long count = (long) bucket.count();
                bounds.add(bucket.bucket() * scale);
                counts.add(count - below);
                below = count;
            }
        }
        long all = Math.max(snapshot.count(), below); // values may arrive between the two readings
        counts.add(all - below);
        json.writeStringField("count", Long.toString(all));
        json.writeNumberField("sum", sum);
        json.writeArrayFieldStart("bucketCounts");
        for (long count : counts) {
            json.writeString(Long.toString(count));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("explicitBounds");
        for (double bound : bounds) {
            json.writeNumber(bound);
        }
        json.writeEndArray();
    }

    private static String nanos(long millis) {
        return Long.toString(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
