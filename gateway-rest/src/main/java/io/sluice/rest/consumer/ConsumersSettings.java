package io.sluice.rest.consumer;

import java.time.Duration;

/**
 * What holds for all instances of an exit. Immutable.
 *
 * @param maxInstances how many there may be at once
 * @param instanceTimeout how long one stays that nobody uses ({@code consumer.instance.timeout.ms})
 * @param strictFill whether reads wait as the original's do; see {@link Fill}
 * @param maxResponseBytes the most that a read may ask for ({@code consumer.request.max.bytes})
 * @param maxRecords the most records that one read gives unless {@code strictFill}
 * @param bufferBytes what all instances together may have fetched and not handed out
 * @param autoCommitInterval how often positions are committed
 * @param topicCheck how often is looked whether topics that a group reads have changed, or a pattern matches others
 * @param group how groups are kept alive
 */
public record ConsumersSettings(
        int maxInstances,
        Duration instanceTimeout,
        boolean strictFill,
        long maxResponseBytes,
        int maxRecords,
        long bufferBytes,
        Duration autoCommitInterval,
        Duration topicCheck,
        GroupTimes group) {
    private static final ConsumersSettings DEFAULTS = new ConsumersSettings(
            10_000,
            Duration.ofSeconds(300),
            false,
            64L << 20,
            500,
            64L << 20,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            GroupTimes.DEFAULTS);

    /**
     * Times of the group protocol, in milliseconds.
     *
     * @param session after how long without a heartbeat a member is taken out
     * @param heartbeat the time between heartbeats
     * @param rebalance how long the group waits for its members to join again
     */
    public record GroupTimes(int session, int heartbeat, int rebalance) {
        static final GroupTimes DEFAULTS = new GroupTimes(45_000, 3_000, 60_000);
    }

    /** The defaults. */
    public static ConsumersSettings defaults() {
        return DEFAULTS;
    }
}
