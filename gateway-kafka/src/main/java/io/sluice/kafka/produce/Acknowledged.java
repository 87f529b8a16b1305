package io.sluice.kafka.produce;

import org.jspecify.annotations.Nullable;

/** Told of every acknowledged record, by the producer's thread. */
@FunctionalInterface
public interface Acknowledged {
    /** The record with this key, which may be null, is at this place. */
    void at(String topic, byte @Nullable [] key, int partition, long offset);
}
