package io.sluice.bench.jmh;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.route.Params;
import io.sluice.engine.template.Template;
import io.sluice.engine.template.TemplateScope;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Rendering a key and a location. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TemplateRender {
    private final Template key = Template.compile("${params.id}");
    private final Template location = Template.compile("/orders/${params.id};cid=${correlationId}");
    private final TemplateScope scope = TemplateScope.of(
            Params.of(Map.of("id", "item-42")),
            Identity.ANONYMOUS,
            "4b4d3f1e",
            "4b4d3f1e-0123456789abcdef0123456789abcdef01234567");

    /** Creates the state; JMH does. */
    public TemplateRender() {}

    /** One parameter and nothing else. */
    @Benchmark
    public String key() {
        return key.render(scope);
    }

    /** Text and two values, percent-encoded. */
    @Benchmark
    public String location() {
        return location.renderUri(scope);
    }
}
