package io.sluice.bench.jmh;

import io.sluice.engine.route.MethodPattern;
import io.sluice.engine.route.PathPattern;
import io.sluice.engine.route.RouteCondition;
import io.sluice.engine.route.RouteResult;
import io.sluice.engine.route.RouteTable;
import java.util.List;
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

/** Finding the route of a request in tables of different sizes: the time must not grow with the size. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RouteLookup {
    /** How many routes there are. */
    @Param({"10", "10000"})
    public int routes = 10;

    private RouteTable<String> table = RouteTable.<String>builder().build();
    private String path = "/";

    /** Creates the state; JMH does. */
    public RouteLookup() {}

    /** Builds the table. */
    @Setup
    public void build() {
        RouteTable.Builder<String> builder = RouteTable.builder();
        for (int i = 0; i < routes; i++) {
            String pattern = "/r" + i + "/items/{id}";
            builder.add(
                    pattern, List.of(new RouteCondition(MethodPattern.compile("GET"), PathPattern.compile(pattern))));
        }
        table = builder.build();
        path = "/r" + routes / 2 + "/items/item-42";
    }

    /** One lookup that finds a route with a parameter. */
    @Benchmark
    public RouteResult<String> lookup() {
        return table.lookup("GET", path, route -> true);
    }
}
