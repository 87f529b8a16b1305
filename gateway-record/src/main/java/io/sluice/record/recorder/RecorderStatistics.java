package io.sluice.record.recorder;

import java.util.Arrays;

/** What a recorder has done so far. Any thread. */
public interface RecorderStatistics {

    /** Exchanges that the sink has taken. */
    long recorded();

    /** Exchanges that were lost for this reason. */
    long dropped(DropReason reason);

    /** Exchanges that were lost, for whatever reason. */
    default long dropped() {
        return Arrays.stream(DropReason.values()).mapToLong(this::dropped).sum();
    }

    /** Exchanges of which a body was recorded in part. */
    long truncated();

    /** Exchanges that could not be recorded because the recorder itself failed. */
    long errors();

    /** Exchanges that wait for the recorder's thread. */
    int queuedRecords();

    /** Roughly the bytes that they take up. */
    long queuedBytes();
}
