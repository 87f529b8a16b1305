package io.sluice.kafka.read;

import org.apache.kafka.common.utils.Utils;

/** Where Kafka's clients put records with a key. */
public final class KeyPartition {
    private KeyPartition() {}

    /** The partition, from 0, that producers choose for a key when a topic has this many partitions. */
    public static int of(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
