package io.sluice.kafka;

import io.sluice.engine.file.FileWatch;
import io.sluice.engine.flow.Plan;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.ClusterHealth;
import io.sluice.engine.spi.FetchSpec;
import io.sluice.engine.spi.ProduceSpec;

/** A cluster whose certificates are watched for as long as it is open. */
record WatchedCluster(Cluster cluster, FileWatch.Registration certificates) implements Cluster {

    @Override
    public Plan fetch(FetchSpec spec) {
        return cluster.fetch(spec);
    }

    @Override
    public Plan produce(ProduceSpec spec) {
        return cluster.produce(spec);
    }

    @Override
    public ClusterHealth health() {
        return cluster.health();
    }

    @Override
    public void start() {
        cluster.start();
    }

    @Override
    public void drain() {
        cluster.drain();
    }

    @Override
    public void close() {
        certificates.close();
        cluster.close();
    }
}
