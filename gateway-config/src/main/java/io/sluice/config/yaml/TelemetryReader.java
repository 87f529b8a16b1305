package io.sluice.config.yaml;

import io.sluice.config.ExporterConfig;
import io.sluice.config.PortRange;
import io.sluice.config.TelemetryConfig;
import io.sluice.config.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code telemetry} of a namespace and of a binding. */
final class TelemetryReader {
    private static final Map<String, String> TYPES = Choices.words("stdout", "prometheus", "otlp", "http-types");
    private static final Map<String, String> SCHEMES = Choices.words("http");
    private static final Map<String, String> SIGNALS = Choices.words("metrics", "logs", "traces");
    private static final NumberRange INTERVAL =
            new NumberRange(1, 86_400, ExporterConfig.Otlp.DEFAULT_INTERVAL.toSeconds());

    private TelemetryReader() {}

    static TelemetryConfig read(Cursor namespace, Map<String, TelemetryConfig.OfBinding> bindings) {
        Cursor telemetry = namespace.mapping("telemetry");
        if (telemetry == null) {
            return new TelemetryConfig(namespace.at(), Map.of(), List.of(), Map.of(), bindings);
        }
        Map<String, ExporterConfig> exporters = new LinkedHashMap<>();
        Cursor members = telemetry.mapping("exporters");
        if (members != null) {
            members.allMappings()
                    .forEach((name, cursor) ->
                            exporter(name, cursor).ifPresent(exporter -> exporters.put(name, exporter)));
        }
        TelemetryConfig config = new TelemetryConfig(
                telemetry.at(), telemetry.textMap("attributes"), telemetry.texts("metrics"), exporters, bindings);
        telemetry.finish();
        return config;
    }

    static Optional<TelemetryConfig.OfBinding> ofBinding(Cursor binding) {
        Cursor telemetry = binding.mapping("telemetry");
        if (telemetry == null) {
            return Optional.empty();
        }
        TelemetryConfig.OfBinding config = new TelemetryConfig.OfBinding(
                telemetry.at(), telemetry.texts("metrics"), telemetry.textMap("attributes"));
        telemetry.finish();
        return Optional.of(config);
    }

    private static Optional<ExporterConfig> exporter(String name, Cursor exporter) {
        if (!exporter.has("type")) {
            exporter.missing("type");
        }
        String type = exporter.choice("type", TYPES);
        Text vault = exporter.text("vault");
        boolean isStdout = "stdout".equals(type);
        Cursor options = isStdout || type == null ? exporter.mapping("options") : exporter.requireMapping("options");
        if (type == null) {
            return Optional.empty();
        }
        exporter.finish();
        if (options == null) {
            return isStdout ? Optional.of(new ExporterConfig.Stdout(name, exporter.at())) : Optional.empty();
        }
        ExporterConfig config = switch (type) {
            case "stdout" -> new ExporterConfig.Stdout(name, exporter.at());
            case "prometheus" -> new ExporterConfig.Prometheus(name, exporter.at(), endpoints(options));
            case "http-types" -> new ExporterConfig.HttpTypes(name, exporter.at(), RecordingReader.read(options));
            default -> otlp(name, exporter, vault, options);
        };
        options.finish();
        return Optional.of(config);
    }

    private static List<ExporterConfig.Endpoint> endpoints(Cursor options) {
        List<ExporterConfig.Endpoint> endpoints = new ArrayList<>();
        if (!options.has("endpoints")) {
            options.missing("endpoints");
        }
        options.requireItems("endpoints");
        for (Cursor endpoint : options.mappings("endpoints")) {
            if (!endpoint.has("port")) {
                endpoint.missing("port");
            }
            long port = endpoint.number("port", new NumberRange(0, PortRange.MAX_PORT, 0));
            endpoints.add(new ExporterConfig.Endpoint(
                    endpoint.at(),
                    endpoint.choice("scheme", SCHEMES, "http"),
                    endpoint.string("host", ExporterConfig.Endpoint.DEFAULT_HOST),
                    Math.toIntExact(port),
                    endpoint.string("path", ExporterConfig.Endpoint.DEFAULT_PATH)));
            endpoint.finish();
        }
        return endpoints;
    }

    private static ExporterConfig otlp(String name, Cursor exporter, @Nullable Text vault, Cursor options) {
        Text location = new Text("", options.at());
        Map<String, Text> overrides = Map.of();
        Cursor endpoint = options.requireMapping("endpoint");
        if (endpoint != null) {
            endpoint.choice("protocol", SCHEMES);
            location = OutboundReader.url(endpoint, "location");
            overrides = endpoint.textMap("overrides");
            endpoint.finish();
        }
        List<Text> signals = options.texts("signals");
        for (Text signal : signals) {
            if (!SIGNALS.containsKey(signal.value())) {
                options.problems().error(signal.at(), Choices.unexpected(signal.value(), SIGNALS.keySet()));
            }
        }
        return new ExporterConfig.Otlp(
                name,
                exporter.at(),
                vault,
                Duration.ofSeconds(options.number("interval", INTERVAL)),
                signals.stream().map(Text::value).toList(),
                options.share("sampling", ExporterConfig.Otlp.DEFAULT_SAMPLING),
                location,
                overrides,
                OutboundReader.tls(options.mapping("tls")),
                OutboundReader.authorization(options.mapping("credentials")));
    }
}
