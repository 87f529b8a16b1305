package io.sluice.cli;

/** Why the access log cannot be written; the message names the file and the way out. */
final class AccessLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AccessLogException(String message, Throwable cause) {
        super(message, cause);
    }
}
