package io.sluice.config;

/**
 * {@code options.limits} of a {@code kafka} client: what one cluster may cost in memory.
 *
 * @param queueBytes {@code queue}: bytes of records waiting to be sent
 * @param replyBytes {@code replies}: bytes of kept replies
 * @param views {@code views}: topics named by a template that may be open at once
 * @param users {@code users}: senders that may be connected in their own name at once
 */
public record ClusterLimits(long queueBytes, long replyBytes, int views, int users) {
    /** The lowest value of {@code queue} and {@code replies}: 1 MiB, so that one record of default size fits. */
    public static final long MIN_BYTES = 1L << 20;
    /** The highest value of {@code queue} and {@code replies}: 1 TiB. */
    public static final long MAX_BYTES = 1L << 40;
    /** The highest value of {@code views}. */
    public static final int MAX_VIEWS = 100_000;
    /** The highest value of {@code users}. */
    public static final int MAX_USERS = 10_000;
    /** 32 MiB, 64 MiB, 100 topics, 100 users. */
    public static final ClusterLimits DEFAULT = new ClusterLimits(33_554_432, 67_108_864, 100, 100);

    /** Rejects values outside the ranges. */
    public ClusterLimits {
        requireBytes("queue", queueBytes);
        requireBytes("replies", replyBytes);
        if (views < 1 || views > MAX_VIEWS) {
            throw new IllegalArgumentException("views: " + views);
        }
        if (users < 1 || users > MAX_USERS) {
            throw new IllegalArgumentException("users: " + users);
        }
    }

    private static void requireBytes(String name, long bytes) {
        if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(name + ": " + bytes);
        }
    }
}
