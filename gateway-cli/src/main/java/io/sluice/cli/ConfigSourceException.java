package io.sluice.cli;

import java.io.IOException;

/** A configuration that cannot be had; the message says from where, why not, and what would do. */
final class ConfigSourceException extends IOException {
    private static final long serialVersionUID = 1L;

    ConfigSourceException(String message) {
        super(message);
    }

    ConfigSourceException(String message, Exception cause) {
        super(message, cause);
    }
}
