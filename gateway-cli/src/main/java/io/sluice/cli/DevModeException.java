package io.sluice.cli;

/** The broker of {@code --dev} cannot run; the message says why and what to do. */
final class DevModeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DevModeException(String message, Throwable cause) {
        super(message, cause);
    }
}
