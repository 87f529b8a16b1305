package io.sluice.record.recorder;

/** Of which exchanges bodies are recorded. */
public enum RecordedBodies {
    /** Of all. */
    ALL,
    /** Of those with a status of 400 and above, with a problem of the gateway, and of those that were broken off. */
    ERRORS,
    /** Of none. */
    NONE
}
