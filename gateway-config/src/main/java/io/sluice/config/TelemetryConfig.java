package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * {@code telemetry} of a namespace, and of its bindings.
 *
 * @param attributes attribute name to value, attached to everything that is exported
 * @param metrics names of the metrics to keep
 * @param bindings binding name to what that binding says about telemetry
 */
public record TelemetryConfig(
        Location at,
        Map<String, Text> attributes,
        List<Text> metrics,
        Map<String, ExporterConfig> exporters,
        Map<String, OfBinding> bindings) {

    /** Copies the collections. */
    public TelemetryConfig {
        requireNonNull(at, "at");
        attributes = Ordered.copyOf(attributes);
        metrics = List.copyOf(metrics);
        exporters = Ordered.copyOf(exporters);
        bindings = Ordered.copyOf(bindings);
    }

    /**
     * {@code telemetry} of one binding.
     *
     * @param metrics names or wildcards such as {@code http.*}
     * @param attributes attribute name to template
     */
    public record OfBinding(Location at, List<Text> metrics, Map<String, Text> attributes) {

        /** Copies the collections. */
        public OfBinding {
            requireNonNull(at, "at");
            metrics = List.copyOf(metrics);
            attributes = Ordered.copyOf(attributes);
        }
    }
}
