package io.sluice.engine.observe;

import java.util.Objects;

/**
 * Where the record is that a request was answered with, or that it became.
 *
 * @param partition 0 or more
 * @param offset 0 or more
 */
public record RecordPlace(String topic, int partition, long offset) {

    /** Checks for null. */
    public RecordPlace {
        Objects.requireNonNull(topic, "topic");
    }
}
