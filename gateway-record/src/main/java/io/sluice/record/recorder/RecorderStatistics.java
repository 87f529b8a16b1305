package io.sluice.record.recorder;

/** What a recorder has done so far. Any thread. */
public interface RecorderStatistics {

    /** Exchanges that the sink has taken. */
    long recorded();

    /** Exchanges that were lost for this reason. */
    long dropped(DropReason reason);

    /** Exchanges of which a body was recorded in part. */
    long truncated();

    /** Exchanges that could not be recorded because the recorder itself failed. */
    long errors();

    /** Exchanges that wait for the recorder's thread. */
    int queuedRecords();

    /** Roughly the bytes that they take up. */
    long queuedBytes();
}
