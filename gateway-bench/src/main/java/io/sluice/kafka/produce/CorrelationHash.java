package io.sluice.kafka.produce;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Making and checking correlation ids, in the package of what is measured. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CorrelationHash {
    private static final String LOCATION = "/orders/42";

    private final CorrelationId ids = new CorrelationId(null);
    private final List<byte @Nullable []> request =
            parts("PUT", "/orders/42", "", "application/json", "42", "x".repeat(200));
    private final String id = ids.make("4b4d3f1e-8a37-4f0e-9d3c-2f1e8a374f0e", request, LOCATION);

    /** Creates the state; JMH does. */
    public CorrelationHash() {}

    private static List<byte @Nullable []> parts(String... texts) {
        return Arrays.stream(texts)
                .<byte @Nullable []>map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** The id of a request with a body of 200 bytes. */
    @Benchmark
    public String make() {
        return ids.make("4b4d3f1e-8a37-4f0e-9d3c-2f1e8a374f0e", request, LOCATION);
    }

    /** The check of a follow-up. */
    @Benchmark
    public boolean check() {
        return ids.belongsTo(id, LOCATION);
    }
}
