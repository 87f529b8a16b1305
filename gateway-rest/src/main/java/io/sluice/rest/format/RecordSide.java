package io.sluice.rest.format;

import static java.util.Objects.requireNonNull;

/**
 * The keys or the values of a topic.
 *
 * @param topic the topic's name
 * @param key true for keys
 */
public record RecordSide(String topic, boolean key) {
    /** Checks the name. */
    public RecordSide {
        requireNonNull(topic, "topic");
    }
}
