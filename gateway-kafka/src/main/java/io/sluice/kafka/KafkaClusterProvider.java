package io.sluice.kafka;

import io.sluice.config.fold.ClusterConfig;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.ClusterProvider;
import io.sluice.kafka.cluster.KafkaCluster;

/** Opens Kafka clusters with the Apache client library. */
public final class KafkaClusterProvider implements ClusterProvider {

    /** Makes a provider; it holds nothing. */
    public KafkaClusterProvider() {}

    @Override
    public Cluster open(ClusterConfig config) {
        return new KafkaCluster(config);
    }
}
