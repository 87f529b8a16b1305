package io.sluice.cli.record;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a recorder does not start, whatever its options; the message names the way out. */
final class CannotStartException extends IOException {
    private static final long serialVersionUID = 1L;

    CannotStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
