package io.sluice.telemetry;

import static java.util.Objects.requireNonNull;

import io.sluice.config.ExporterConfig;
import io.sluice.config.Text;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a signal is pushed.
 *
 * @param name the exporter's, for logs
 * @param signal {@code metrics} or {@code traces}
 * @param uri of the collector's endpoint for the signal
 * @param interval between two pushes of metrics
 * @param authorization value of the {@code authorization} field; null for none
 * @param tls null for what the runtime trusts
 */
public record OtlpTarget(
        String name,
        String signal,
        URI uri,
        Duration interval,
        @Nullable String authorization,
        @Nullable SSLContext tls) {
    /** The signal that is pushed where nothing is said. */
    public static final String METRICS = "metrics";

    /** The signal that is pushed where it is named. */
    public static final String TRACES = "traces";

    private static final String PATH = "v1/";

    /** Checks for nulls. */
    public OtlpTarget {
        requireNonNull(name, "name");
        requireNonNull(signal, "signal");
        requireNonNull(uri, "uri");
        requireNonNull(interval, "interval");
    }

    /**
     * The target of an exporter for a signal: its location and the usual path, or what {@code overrides} has instead, a path or a URL.
     *
     * @throws IllegalArgumentException if that makes no URL
     */
    public static OtlpTarget of(ExporterConfig.Otlp config, String signal, @Nullable SSLContext tls) {
        String location = config.location().value();
        Text override = config.overrides().get(signal);
        URI base = URI.create(location.endsWith("/") ? location : location + '/');
        return new OtlpTarget(
                config.name(),
                signal,
                base.resolve(override == null ? PATH + signal : override.value()),
                config.interval(),
                config.authorization() == null ? null : config.authorization().value(),
                tls);
    }

    /** Without what authorises. */
    @Override
    public String toString() {
        return name + ' ' + signal + " -> " + uri;
    }
}
