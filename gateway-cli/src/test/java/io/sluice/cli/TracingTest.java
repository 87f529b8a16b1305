package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ExporterConfig;
import io.sluice.config.Location;
import io.sluice.config.Text;
import io.sluice.engine.http.TestRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TracingTest {
    private static final Location HERE = new Location("zilla.yaml", 1, 1, "telemetry");

    private static ExporterConfig.Otlp otlp(String name, double sampling, String... signals) {
        var location = new Text("http://localhost:4318", HERE);
        return new ExporterConfig.Otlp(
                name, HERE, null, Duration.ofSeconds(30), List.of(signals), sampling, location, Map.of(), null, null);
    }

    @Test
    void isOffUnlessTracesAreNamed() {
        try (var tracing = new Tracing(List.of(otlp("a", 1), otlp("b", 1, "metrics", "logs")), Map.of())) {
            assertThat(tracing.tracer()).isNull();
            assertThat(tracing.dropped()).isZero();
        }
    }

    @Test
    void theLargestShareOfThoseWhoNameTracesCounts() {
        var configs = List.of(
                otlp("a", 0, "traces"), otlp("b", 1, "traces", "metrics"), otlp("c", 0.5, "traces"), otlp("d", 1));
        try (var tracing = new Tracing(configs, Map.of());
                var none = new Tracing(List.of(configs.get(0), configs.get(3)), Map.of())) {
            List<String> started = new ArrayList<>();
            tracing.start((config, exporter) -> started.add(config.name()));

            assertThat(started).containsExactly("a", "b", "c");
            assertThat(isSampled(tracing)).isTrue();
            assertThat(isSampled(none)).isFalse();
        }
    }

    private static boolean isSampled(Tracing tracing) {
        var context = Objects.requireNonNull(tracing.tracer())
                .trace(TestRequest.get("/"))
                .context();
        return Objects.requireNonNull(context).parent().isSampled();
    }
}
