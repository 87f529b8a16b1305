package io.sluice.kafka.fetch;

import io.sluice.bench.jmh.SampleView;
import io.sluice.engine.http.EntityTags;
import io.sluice.kafka.view.Entry;
import java.util.List;
import java.util.Objects;
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

/** Entity tags, in the package of what makes them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EntityTagCheck {
    private final SampleView sample = new SampleView(1_000);
    private final Entry entry = Objects.requireNonNull(sample.view().get(SampleView.key(42)), "item 42");
    private final String etag = Etag.of(entry, "");
    private final List<String> same = List.of(EntityTags.quote(etag));
    private final List<String> others = List.of("W/\"a\", \"b\", \"AQIAAg==\"");

    /** Creates the state; JMH does. */
    public EntityTagCheck() {}

    /** The tag of one record. */
    @Benchmark
    public String ofRecord() {
        return EntityTags.quote(Etag.of(entry, ""));
    }

    /** The tag of a list. */
    @Benchmark
    public String ofList() {
        return EntityTags.quote(Etag.of(sample.view().published()));
    }

    /** If-None-Match with the tag itself. */
    @Benchmark
    public boolean matches() {
        return EntityTags.noneMatchHits(same, etag);
    }

    /** If-None-Match with a list of other tags. */
    @Benchmark
    public boolean matchesNot() {
        return EntityTags.noneMatchHits(others, etag);
    }
}
