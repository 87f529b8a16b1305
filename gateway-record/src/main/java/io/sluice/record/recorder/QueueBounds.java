package io.sluice.record.recorder;

/**
 * How much may wait for the recorder's thread; what comes on top is dropped.
 *
 * @param records exchanges
 * @param bytes of memory, roughly
 */
public record QueueBounds(int records, long bytes) {
    /** 8192 exchanges, 32 MiB. */
    public static final QueueBounds DEFAULT = new QueueBounds(8192, 32L << 20);

    /** Checks the bounds. */
    public QueueBounds {
        if (records < 1) {
            throw new IllegalArgumentException("records: " + records + " (expected: at least 1)");
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes: " + bytes + " (expected: at least 1)");
        }
    }
}
