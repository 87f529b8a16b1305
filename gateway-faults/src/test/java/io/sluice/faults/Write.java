package io.sluice.faults;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a client wants written, with its attempts. Owned by the client's thread until the load has ended.
 *
 * <p>Its id is the idempotency key of all attempts, and stands in the record's header {@code request}.
 */
final class Write {
    private final String id;
    private final String topic;
    private final String key;
    private final @Nullable String value;
    private final Map<String, String> headers = new TreeMap<>();
    private final long started = System.nanoTime();
    private int possible;
    private boolean acknowledged;

    /**
     * A write before its first attempt.
     *
     * @param value null for a tombstone
     * @param headers all that a one-way record has, or some that a request for a reply must have
     */
    Write(String id, String topic, String key, @Nullable String value, Map<String, String> headers) {
        this.id = id;
        this.topic = topic;
        this.key = key;
        this.value = value;
        this.headers.putAll(headers);
        this.headers.put("request", id);
    }

    /** Notes how an attempt ended; returns whether that was with an acknowledgement. */
    boolean attempted(Answer answer) {
        if (answer.status() / 100 == 2) {
            acknowledged = true;
            possible++;
        } else if (answer.isUnknown()) {
            possible++;
        }
        return acknowledged;
    }

    String id() {
        return id;
    }

    String topic() {
        return topic;
    }

    String key() {
        return key;
    }

    @Nullable String value() {
        return value;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** When its first attempt was about to start. */
    long started() {
        return started;
    }

    /** How many records it may have become: one for each attempt that was not refused. */
    int possible() {
        return possible;
    }

    boolean isAcknowledged() {
        return acknowledged;
    }
}
