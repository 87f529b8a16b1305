package io.sluice.config;

import static java.util.Objects.requireNonNull;

/**
 * {@code options.idempotency} of an {@code http-kafka} binding.
 *
 * @param header lower-case name of the request header that carries the idempotency key
 */
public record IdempotencyConfig(String header) {
    /** {@code idempotency-key}. */
    public static final IdempotencyConfig DEFAULT = new IdempotencyConfig("idempotency-key");

    /** Rejects a missing name. */
    public IdempotencyConfig {
        requireNonNull(header, "header");
    }
}
