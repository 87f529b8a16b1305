package io.sluice.rest.web;

import java.util.Objects;

/** An error as the API tells it: {@code {"error_code":..,"message":..}} with a status. Has no stack trace. */
public final class RestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int errorCode;
    private final String text;

    /**
     * An error.
     *
     * @param status of HTTP, 400 to 599
     * @param errorCode the status, or five digits of which the first three mostly are the status
     * @param message for a developer; names what to change, and nothing of the inside
     */
    public RestException(int status, int errorCode, String message) {
        super(message, null, false, false);
        this.status = status;
        this.errorCode = errorCode;
        this.text = Objects.requireNonNull(message, "message");
    }

    /** An error whose code is its status. */
    public static RestException of(int status, String message) {
        return new RestException(status, status, message);
    }

    /** The status of the response. */
    public int status() {
        return status;
    }

    /** The value of {@code error_code}. */
    public int errorCode() {
        return errorCode;
    }

    /** The value of {@code message}. */
    public String text() {
        return text;
    }
}
