package io.sluice.engine.spi;

import io.sluice.engine.flow.Plan;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A cluster that keeps what it is asked; its plans answer with the route and the rendered topic. */
public final class FakeCluster implements Cluster {
    private final List<Object> specs = new ArrayList<>();
    private final List<String> events;
    private final String name;
    private final Set<String> failing;

    /**
     * A cluster that appends {@code start name}, {@code drain name} and {@code close name} to a list.
     *
     * @param failing which of {@code start}, {@code drain} and {@code close} then fail
     */
    public FakeCluster(String name, List<String> events, String... failing) {
        this.name = name;
        this.events = events;
        this.failing = Set.of(failing);
    }

    /** What it was asked, in order. */
    public List<Object> specs() {
        return specs;
    }

    @Override
    public Plan fetch(FetchSpec spec) {
        if (spec.topic().text().equals("forbidden")) {
            throw new InvalidSpecException("the topic is forbidden");
        }
        specs.add(spec);
        return answer(spec.route());
    }

    @Override
    public Plan produce(ProduceSpec spec) {
        specs.add(spec);
        return answer(spec.route());
    }

    private static Plan answer(String route) {
        return invocation ->
                invocation.complete(HttpResponse.of(200, HttpFields.of("x-route", route + " " + invocation.params())));
    }

    @Override
    public RecordWriter writer(Delivery delivery) {
        return (records, turnEnd) -> false;
    }

    @Override
    public Map<String, Object> clientSettings(String purpose) {
        return Map.of("bootstrap.servers", List.of("localhost:1"));
    }

    @Override
    public ClusterHealth health() {
        return new ClusterHealth(name, ClusterHealth.Connection.CONNECTED, 0, 1, 0, List.of());
    }

    @Override
    public void start() {
        run("start");
    }

    @Override
    public void drain() {
        run("drain");
    }

    @Override
    public void close() {
        run("close");
    }

    private void run(String method) {
        events.add(method + ' ' + name);
        if (failing.contains(method)) {
            throw new IllegalStateException(method + ' ' + name);
        }
    }
}
