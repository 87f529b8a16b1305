package io.sluice.config;

/**
 * {@code options.limits} of an {@code http} client.
 *
 * @param connections the most connections at a time
 * @param waits the most requests that wait for a connection at a time
 */
public record UpstreamLimits(int connections, int waits) {
    /** The highest value of both. */
    public static final int MAX_COUNT = 100_000;
    /** 256 connections, 1,024 waits. */
    public static final UpstreamLimits DEFAULT = new UpstreamLimits(256, 1_024);

    /** Rejects values outside the ranges. */
    public UpstreamLimits {
        requireRange("connections", connections, 1);
        requireRange("waits", waits, 0);
    }

    private static void requireRange(String name, int value, int from) {
        if (value < from || value > MAX_COUNT) {
            throw new IllegalArgumentException(name + ": " + value);
        }
    }
}
