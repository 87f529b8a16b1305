package io.sluice.record.exchange;

/** Says why a text is not a recorded exchange. */
public final class InvalidExchangeException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With the reason, in words that hold nothing of the text's values. */
    public InvalidExchangeException(String reason) {
        super(reason);
    }
}
