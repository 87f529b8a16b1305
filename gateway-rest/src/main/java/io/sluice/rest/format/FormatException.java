package io.sluice.rest.format;

/** What a client is told when keys, values or schemas cannot be used: an HTTP status, the API's code and a text. */
public final class FormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int errorCode;

    /**
     * A refusal.
     *
     * @param status HTTP's
     * @param errorCode the API's, which begins with the status
     * @param message for the client
     */
    public FormatException(int status, int errorCode, String message) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    /** HTTP's status. */
    public int status() {
        return status;
    }

    /** The API's code. */
    public int errorCode() {
        return errorCode;
    }
}
