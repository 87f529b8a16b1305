package io.sluice.bench;

/**
 * How long and how large a run is. Immutable.
 *
 * @param quick whether it is only to show that everything works
 * @param rounds how often gateway and control take turns
 * @param roundSeconds the length of a turn
 * @param warmUpSeconds how long each is loaded before
 * @param starts how often a gateway is started where starting is what is measured
 * @param manyItems the size of the large topic
 * @param waiters how many requests are parked at once
 * @param manyRoutes the size of the large routing table, in paths
 */
public record Scale(
        boolean quick,
        int rounds,
        double roundSeconds,
        double warmUpSeconds,
        int starts,
        int manyItems,
        int waiters,
        int manyRoutes) {
    /** The number of records in a list of usual size. */
    public static final int ITEMS = 1_000;
    /** The size of a record's value, in bytes. */
    public static final int ITEM_BYTES = 200;

    /** A run whose figures count. */
    public static Scale full() {
        return new Scale(false, 5, 2, 4, 5, 1_000_000, 10_000, 10_000);
    }

    /** A run for breakage: the figures are those of a server that is still warming up. */
    public static Scale brief() {
        return new Scale(true, 2, 1, 1, 1, 100_000, 1_000, 1_000);
    }

    /** The same with fewer rounds, for what takes long to set up. */
    public Scale withFewRounds() {
        return new Scale(quick, quick ? 1 : 3, roundSeconds, warmUpSeconds, starts, manyItems, waiters, manyRoutes);
    }
}
