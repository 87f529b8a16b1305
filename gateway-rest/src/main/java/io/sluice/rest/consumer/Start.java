package io.sluice.rest.consumer;

/**
 * Where a {@link PartitionReader} begins. Immutable.
 *
 * @param value an offset, or milliseconds since 1970; of no meaning for the other kinds
 */
public record Start(Kind kind, long value) {
    /** At the first record. */
    public static final Start EARLIEST = new Start(Kind.EARLIEST, 0);

    /** After the last record. */
    public static final Start LATEST = new Start(Kind.LATEST, 0);

    /** The kinds. */
    public enum Kind {
        OFFSET,
        TIMESTAMP,
        EARLIEST,
        LATEST
    }

    /** Refuses negative values. */
    public Start {
        if (value < 0) {
            throw new IllegalArgumentException(
                    (kind == Kind.OFFSET ? "offset: " : "timestamp: ") + value + " (expected: 0 or more)");
        }
    }

    /** At an offset. */
    public static Start offset(long offset) {
        return new Start(Kind.OFFSET, offset);
    }

    /** At the first record of a time or later, after the last if there is none. */
    public static Start timestamp(long millis) {
        return new Start(Kind.TIMESTAMP, millis);
    }

    /** What {@link OffsetLookup} is asked for; not for offsets. */
    long target() {
        return switch (kind) {
            case OFFSET -> throw new IllegalStateException("An offset need not be looked up");
            case TIMESTAMP -> value;
            case EARLIEST -> OffsetLookup.EARLIEST;
            case LATEST -> OffsetLookup.LATEST;
        };
    }
}
