package io.sluice.kafka;

import io.sluice.engine.file.FileWatch;
import io.sluice.kafka.cluster.KafkaCluster;

/** A cluster whose certificates are watched for as long as it is open. */
record WatchedCluster(KafkaCluster cluster, FileWatch.Registration certificates) implements AutoCloseable {

    @Override
    public void close() {
        certificates.close();
        cluster.close();
    }
}
