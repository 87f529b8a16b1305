package io.sluice.rest;

import io.sluice.engine.flow.Plan;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.ClusterHealth;
import io.sluice.engine.spi.Delivery;
import io.sluice.engine.spi.FetchSpec;
import io.sluice.engine.spi.ProduceSpec;
import io.sluice.engine.spi.RecordWriter;
import java.util.List;
import java.util.Map;

/** A cluster of which nobody is there. */
final class DisconnectedCluster implements Cluster {

    @Override
    public Plan fetch(FetchSpec spec) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Plan produce(ProduceSpec spec) {
        throw new UnsupportedOperationException();
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
        return new ClusterHealth("none", ClusterHealth.Connection.CONNECTING, 0, 1, 0, List.of());
    }

    @Override
    public void start() {}

    @Override
    public void drain() {}

    @Override
    public void close() {}
}
