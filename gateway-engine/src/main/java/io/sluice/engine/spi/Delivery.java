package io.sluice.engine.spi;

import io.sluice.config.Acks;

/** What a produced record waits for before it counts as delivered ({@code with.acks}). */
public enum Delivery {
    /** Nothing: handed to the client library. */
    NONE,
    /** The partition's leader has it. */
    LEADER_ONLY,
    /** All in-sync replicas have it. */
    IN_SYNC_REPLICAS;

    /** What a configuration asks for. */
    public static Delivery of(Acks acks) {
        return switch (acks) {
            case NONE -> NONE;
            case LEADER_ONLY -> LEADER_ONLY;
            case IN_SYNC_REPLICAS -> IN_SYNC_REPLICAS;
        };
    }
}
