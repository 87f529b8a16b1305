package io.sluice.bench;

/** A case that broke: wrong answers, errors under load, or a process that did not start. */
public final class BenchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure; the message says what was expected. */
    public BenchFailure(String message) {
        super(message);
    }

    /** A failure with its cause. */
    public BenchFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
