package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * {@code options.timeouts} of an {@code http} client, positive.
 *
 * @param connect how long a request waits for a connection: a new one, or one that others use
 * @param response how long the server may take for the head of its response, from the end of the request on
 * @param idle how long it may take or send nothing while bodies are on their way
 * @param tunnel how long a connection that was upgraded to another protocol may be silent
 * @param keepAlive how long a connection without a request is kept
 */
public record UpstreamTimeouts(
        Duration connect, Duration response, Duration idle, Duration tunnel, Duration keepAlive) {
    /** The highest value of each. */
    public static final Duration MAX = Duration.ofHours(24);
    /** Five seconds, a minute, a minute, an hour, half a minute. */
    public static final UpstreamTimeouts DEFAULT = new UpstreamTimeouts(
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Duration.ofSeconds(30));

    /** Rejects values outside the range. */
    public UpstreamTimeouts {
        requireRange("connect", connect);
        requireRange("response", response);
        requireRange("idle", idle);
        requireRange("tunnel", tunnel);
        requireRange("keep-alive", keepAlive);
    }

    private static void requireRange(String name, Duration value) {
        requireNonNull(value, name);
        if (value.isNegative() || value.isZero() || value.compareTo(MAX) > 0) {
            throw new IllegalArgumentException(name + ": " + value);
        }
    }
}
