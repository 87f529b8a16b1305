package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where metrics, events and recorded exchanges go. */
public sealed interface ExporterConfig {

    /** The name within {@code telemetry.exporters}. */
    String name();

    /** Where the exporter starts. */
    Location at();

    /** {@code type: stdout}: events as lines. */
    record Stdout(String name, Location at) implements ExporterConfig {

        /** Rejects missing parts. */
        public Stdout {
            requireNonNull(name, "name");
            requireNonNull(at, "at");
        }
    }

    /** {@code type: prometheus}: an endpoint to be scraped. */
    record Prometheus(String name, Location at, List<Endpoint> endpoints) implements ExporterConfig {

        /** Copies the list. */
        public Prometheus {
            requireNonNull(name, "name");
            requireNonNull(at, "at");
            endpoints = List.copyOf(endpoints);
        }
    }

    /**
     * Where metrics are scraped.
     *
     * @param scheme {@code http}
     * @param host the name or address to listen on
     */
    record Endpoint(Location at, String scheme, String host, int port, String path) {
        /** Default of {@code host}: every address. */
        public static final String DEFAULT_HOST = "0.0.0.0";

        /** Default of {@code path}. */
        public static final String DEFAULT_PATH = "/metrics";

        /** Rejects missing parts. */
        public Endpoint {
            requireNonNull(at, "at");
            requireNonNull(scheme, "scheme");
            requireNonNull(host, "host");
            requireNonNull(path, "path");
        }
    }

    /**
     * {@code type: otlp}: pushed to an OpenTelemetry collector.
     *
     * @param vault key material for {@link #tls}; null for none
     * @param interval between two pushes
     * @param signals {@code metrics}, {@code logs}, {@code traces}; empty when not said: the first two
     * @param sampling the share of traces that begin here and are recorded, 0 to 1
     * @param location URL of the collector
     * @param overrides signal to path or URL
     * @param tls null for what the runtime trusts
     * @param authorization value of the {@code authorization} header; null for none
     */
    record Otlp(
            String name,
            Location at,
            @Nullable Text vault,
            Duration interval,
            List<String> signals,
            double sampling,
            Text location,
            Map<String, Text> overrides,
            @Nullable OutboundTlsConfig tls,
            @Nullable Secret authorization)
            implements ExporterConfig {
        /** Default of {@code interval}. */
        public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(30);

        /** Default of {@code sampling}: all. */
        public static final double DEFAULT_SAMPLING = 1;

        /** Copies the collections. */
        public Otlp {
            requireNonNull(name, "name");
            requireNonNull(at, "at");
            requireNonNull(interval, "interval");
            signals = List.copyOf(signals);
            requireNonNull(location, "location");
            overrides = Ordered.copyOf(overrides);
        }
    }

    /** {@code type: http-types}: exchanges, recorded one by one. */
    record HttpTypes(String name, Location at, RecordingConfig recording) implements ExporterConfig {

        /** Rejects missing parts. */
        public HttpTypes {
            requireNonNull(name, "name");
            requireNonNull(at, "at");
            requireNonNull(recording, "recording");
        }
    }
}
