package io.sluice.engine.spi;

/** What a produced record waits for before it counts as delivered ({@code with.acks}). */
public enum Delivery {
    /** Nothing: handed to the client library. */
    NONE,
    /** The partition's leader has it. */
    LEADER_ONLY,
    /** All in-sync replicas have it. */
    IN_SYNC_REPLICAS
}
