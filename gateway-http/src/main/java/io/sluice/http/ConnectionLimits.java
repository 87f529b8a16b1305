package io.sluice.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiPredicate;

/**
 * What the clients of one listener may take up. Immutable.
 *
 * @param connections the most connections at a time; further ones are closed at once
 * @param waits the most requests that wait for news at a time; further ones are answered with 503
 * @param idle how long an HTTP/1.1 connection without a request is kept
 * @param read how long a request's head may take; in each such period 1 KiB of its body must arrive per second
 * @param admitted whether a connection from an address to a local one is taken; others are closed at once
 */
public record ConnectionLimits(
        int connections, int waits, Duration idle, Duration read, BiPredicate<InetAddress, InetAddress> admitted) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /** 100,000 connections and waits, a minute, half a minute. */
    public static final ConnectionLimits DEFAULT = new ConnectionLimits(
            100_000, 100_000, Duration.ofMinutes(1), Duration.ofSeconds(30), (peer, local) -> true);

    /** The same for some addresses only. */
    public ConnectionLimits withAdmitted(BiPredicate<InetAddress, InetAddress> some) {
        return new ConnectionLimits(connections, waits, idle, read, some);
    }

    /** Checks the ranges. */
    public ConnectionLimits {
        if (connections < 1 || waits < 0) {
            throw new IllegalArgumentException("connections: " + connections + ", waits: " + waits);
        }
        Objects.requireNonNull(admitted, "admitted");
        requireTime("idle", idle);
        requireTime("read", read);
    }

    private static void requireTime(String name, Duration time) {
        if (time.toMillis() < 1 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + ": " + time + " (expected: 1 ms to 1 day)");
        }
    }
}
