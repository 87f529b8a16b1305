package io.sluice.bench.jmh;

import io.sluice.engine.http.Body;
import io.sluice.kafka.view.TopicView;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A list of which one item changes: what publishing it costs, and what the first reader pays for joining it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ListPublish {
    private static final byte[] OPEN = "[".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CLOSE = "]".getBytes(StandardCharsets.UTF_8);

    /** How many items there are. */
    @Param({"1000", "100000"})
    public int items = 1_000;

    private SampleView sample = new SampleView(1);
    private int turn;

    /** Creates the state; JMH does. */
    public ListPublish() {}

    /** Fills the view. */
    @Setup
    public void fill() {
        sample = new SampleView(items);
    }

    /** One change of an item in the middle, published. */
    @Benchmark
    public TopicView changeAndPublish() {
        turn = (turn + 7_919) % items;
        sample.change(turn);
        sample.view().publish();
        return sample.view();
    }

    /** The same, and every chunk of the list as a writer asks for it. */
    @Benchmark
    public int changeAndRead() {
        Body body = changeAndPublish().published().list().body(OPEN, CLOSE);
        int bytes = 0;
        for (int i = 0; i < body.chunks(); i++) {
            bytes += body.chunk(i).remaining();
        }
        return bytes;
    }
}
