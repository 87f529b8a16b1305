package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * {@code options.limits} of an {@code http} server.
 *
 * @param bodyBytes the longest request body taken
 * @param headerBytes the longest request head taken
 * @param connections the most connections of one listener at a time
 * @param waits the most requests of one listener that wait for news at a time
 * @param idle how long a connection without a request is kept, in whole seconds
 * @param read how long a request's head may take, and how often its body must make progress, in whole seconds
 */
public record HttpLimits(long bodyBytes, int headerBytes, int connections, int waits, Duration idle, Duration read) {
    /** The highest value of {@code body}: 1 GiB. */
    public static final long MAX_BODY = 1L << 30;
    /** The lowest value of {@code header}: 1 KiB. */
    public static final int MIN_HEADER = 1024;
    /** The highest value of {@code header}: 1 MiB. */
    public static final int MAX_HEADER = 1 << 20;
    /** The highest value of {@code connections} and {@code waits}. */
    public static final int MAX_COUNT = 1_000_000;
    /** The highest value of {@code idle} and {@code read}. */
    public static final Duration MAX_TIME = Duration.ofHours(1);
    /**
     * 1 MiB less 1 KiB of body, so that a record with its headers fits a broker's default limit; 32 KiB of head; 100,000
     * connections and as many waits; a minute of idleness; half a minute for a head.
     */
    public static final HttpLimits DEFAULT =
            new HttpLimits(1_047_552, 32_768, 100_000, 100_000, Duration.ofMinutes(1), Duration.ofSeconds(30));

    /** Rejects values outside the ranges. */
    public HttpLimits {
        requireNonNull(idle, "idle");
        requireNonNull(read, "read");
        requireRange("body", bodyBytes, 1, MAX_BODY);
        requireRange("header", headerBytes, MIN_HEADER, MAX_HEADER);
        requireRange("connections", connections, 1, MAX_COUNT);
        requireRange("waits", waits, 0, MAX_COUNT);
        requireRange("idle", idle.toSeconds(), 1, MAX_TIME.toSeconds());
        requireRange("read", read.toSeconds(), 1, MAX_TIME.toSeconds());
    }

    private static void requireRange(String name, long value, long from, long to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(name + ": " + value);
        }
    }
}
