package io.sluice.config;

/** {@code with.acks} of a produce: which brokers have the record before it counts as written. */
public enum Acks {
    /** None is asked. */
    NONE("none"),
    /** The partition's leader. */
    LEADER_ONLY("leader_only"),
    /** Every replica that is in sync. The default. */
    IN_SYNC_REPLICAS("in_sync_replicas");

    private final String word;

    Acks(String word) {
        this.word = word;
    }

    /** The word that stands in the configuration. */
    public String word() {
        return word;
    }
}
