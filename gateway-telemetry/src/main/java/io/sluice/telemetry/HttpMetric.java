package io.sluice.telemetry;

import io.sluice.config.Text;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The metrics that {@code telemetry.metrics} can choose from. */
public enum HttpMetric {
    REQUEST_SIZE("http.request.size"),
    RESPONSE_SIZE("http.response.size"),
    ACTIVE_REQUESTS("http.active.requests"),
    DURATION("http.duration");

    private final String metricName;

    HttpMetric(String metricName) {
        this.metricName = metricName;
    }

    /** The name in the configuration. */
    String metricName() {
        return metricName;
    }

    /**
     * The metrics of a binding: those that the namespace and the binding both name.
     *
     * @param ofNamespace names; empty for all
     * @param ofBinding names, or wildcards such as {@code http.*}; null when it says nothing: all
     */
    public static Set<HttpMetric> chosen(List<Text> ofNamespace, @Nullable List<Text> ofBinding) {
        Set<HttpMetric> chosen = EnumSet.noneOf(HttpMetric.class);
        for (HttpMetric metric : values()) {
            boolean kept = ofNamespace.isEmpty() || names(ofNamespace, metric);
            if (kept && (ofBinding == null || names(ofBinding, metric))) {
                chosen.add(metric);
            }
        }
        return chosen;
    }

    private static boolean names(List<Text> patterns, HttpMetric metric) {
        return patterns.stream().map(Text::value).anyMatch(pattern -> isMatch(pattern, metric.metricName));
    }

    private static boolean isMatch(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }
}
