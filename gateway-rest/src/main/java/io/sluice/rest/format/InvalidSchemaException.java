package io.sluice.rest.format;

import org.jspecify.annotations.Nullable;

/** A schema's text cannot be parsed. */
final class InvalidSchemaException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidSchemaException(@Nullable String message) {
        super(message);
    }
}
