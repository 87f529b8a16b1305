package io.sluice.telemetry;

import static java.util.Objects.requireNonNull;

import io.sluice.config.ExporterConfig;
import io.sluice.config.Text;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where metrics are pushed.
 *
 * @param name the exporter's, for logs
 * @param uri of the collector's endpoint for metrics
 * @param authorization value of the {@code authorization} field; null for none
 * @param tls null for what the runtime trusts
 */
public record OtlpTarget(
        String name,
        URI uri,
        Duration interval,
        @Nullable String authorization,
        @Nullable SSLContext tls) {
    private static final String SIGNAL = "metrics";
    private static final String PATH = "v1/metrics";

    /** Checks for nulls. */
    public OtlpTarget {
        requireNonNull(name, "name");
        requireNonNull(uri, "uri");
        requireNonNull(interval, "interval");
    }

    /**
     * The target of an exporter: its location and the usual path, or what {@code overrides} has instead, a path or a URL.
     *
     * @throws IllegalArgumentException if that makes no URL
     */
    public static OtlpTarget of(ExporterConfig.Otlp config, @Nullable SSLContext tls) {
        String location = config.location().value();
        Text override = config.overrides().get(SIGNAL);
        URI base = URI.create(location.endsWith("/") ? location : location + '/');
        return new OtlpTarget(
                config.name(),
                base.resolve(override == null ? PATH : override.value()),
                config.interval(),
                config.authorization() == null ? null : config.authorization().value(),
                tls);
    }

    /** Without what authorises. */
    @Override
    public String toString() {
        return name + " -> " + uri;
    }
}
