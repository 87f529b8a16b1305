package io.sluice.config;

/** {@code options.mutual} of a {@code tls} binding: whether the peer shows a certificate. */
public enum MutualTls {
    /** The handshake fails without one. */
    REQUIRED,
    /** Asked for, but optional. */
    REQUESTED,
    /** Not asked for. */
    NONE
}
