package io.sluice.engine.spi;

import io.sluice.engine.flow.Plan;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A cluster that keeps what it is asked; its plans answer with the route and the rendered topic. */
public final class FakeCluster implements Cluster {
    private final List<Object> specs = new ArrayList<>();
    private final List<String> events;
    private final String name;

    /** A cluster that appends {@code start name} and {@code close name} to a list. */
    public FakeCluster(String name, List<String> events) {
        this.name = name;
        this.events = events;
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
        return Map.of();
    }

    @Override
    public ClusterHealth health() {
        return new ClusterHealth(name, ClusterHealth.Connection.CONNECTED, 0, 1, 0, List.of());
    }

    @Override
    public void start() {
        events.add("start " + name);
    }

    @Override
    public void drain() {
        events.add("drain " + name);
    }

    @Override
    public void close() {
        events.add("close " + name);
    }
}
