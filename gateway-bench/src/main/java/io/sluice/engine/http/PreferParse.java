package io.sluice.engine.http;

import java.util.List;
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

/** Reading {@code Prefer}, in the package of what it measures. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PreferParse {
    private final List<String> wait = List.of("wait=30");
    private final List<String> several = List.of("respond-async, wait=5; foo=\"bar, baz\"", "return=minimal");

    /** Creates the state; JMH does. */
    public PreferParse() {}

    /** What a long poll sends. */
    @Benchmark
    public Prefer longPoll() {
        return Prefer.of(wait);
    }

    /** Fields, lists and a quoted string. */
    @Benchmark
    public Prefer several() {
        return Prefer.of(several);
    }
}
