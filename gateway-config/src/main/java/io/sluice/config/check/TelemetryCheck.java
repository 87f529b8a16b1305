package io.sluice.config.check;

import io.sluice.config.AttributeName;
import io.sluice.config.BindingConfig;
import io.sluice.config.ExporterConfig;
import io.sluice.config.GatewayConfig;
import io.sluice.config.HttpServerConfig;
import io.sluice.config.NamespaceConfig;
import io.sluice.config.Problems;
import io.sluice.config.Quoted;
import io.sluice.config.TelemetryConfig;
import io.sluice.config.Text;
import java.util.List;
import java.util.Map;

/** What {@code telemetry} asks for in vain. All of it is a warning: it is about being watched, not about what is served. */
final class TelemetryCheck {
    private static final List<String> MEASURED =
            List.of("http.request.size", "http.response.size", "http.active.requests", "http.duration");

    private final Problems problems;

    TelemetryCheck(Problems problems) {
        this.problems = problems;
    }

    void run(GatewayConfig config) {
        config.namespaces().forEach(this::namespace);
    }

    private void namespace(NamespaceConfig namespace) {
        TelemetryConfig telemetry = namespace.telemetry();
        telemetry.exporters().values().forEach(this::exporter);
        telemetry.metrics().forEach(this::metric);
        telemetry.attributes().forEach(this::attribute);
        Map<String, BindingConfig> bindings = namespace.bindings();
        telemetry.bindings().forEach((name, own) -> {
            boolean measured = bindings.get(name) instanceof HttpServerConfig;
            if (measured) {
                own.metrics().forEach(this::metric);
            } else {
                own.metrics().stream()
                        .findFirst()
                        .ifPresent(first -> problems.warning(first.at(), "nothing is measured of this binding"));
            }
            own.attributes().values().stream()
                    .findFirst()
                    .ifPresent(first -> problems.warning(first.at(), "attributes of a binding have no effect"));
        });
    }

    private void metric(Text metric) {
        String name = metric.value();
        boolean known = name.endsWith("*")
                ? MEASURED.stream().anyMatch(measured -> measured.startsWith(name.substring(0, name.length() - 1)))
                : MEASURED.contains(name);
        if (!known) {
            problems.warning(
                    metric.at(), Quoted.of(name) + " is not measured (measured: " + String.join(", ", MEASURED) + ")");
        }
    }

    private void attribute(String name, Text value) {
        if (!AttributeName.isUsable(name)) {
            problems.warning(
                    value.at(),
                    "has no effect: the name is that of a label which metrics have of themselves, or not made of letters,"
                            + " digits, \".\", \"-\" and \"_\"");
        }
    }

    private void exporter(ExporterConfig exporter) {
        if (exporter instanceof ExporterConfig.Otlp otlp
                && (otlp.signals().isEmpty() || otlp.signals().contains("logs"))) {
            problems.warning(
                    otlp.at(),
                    "the signal \"logs\" is not exported (exported: metrics, and traces where they are named; with"
                            + " \"signals: [metrics]\" this is what is asked for)");
        }
    }
}
