package io.sluice.dev;

import org.jspecify.annotations.Nullable;

/** Why a development broker could not be started or used, in one sentence for the person at the terminal. */
public final class DevBrokerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An exception with its cause; the cause is null when there is nothing more to know. */
    public DevBrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
