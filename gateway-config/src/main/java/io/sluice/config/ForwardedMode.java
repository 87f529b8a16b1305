package io.sluice.config;

/** {@code options.forwarded} of an {@code http} client: what the server is told about the client. */
public enum ForwardedMode {
    /** What the client itself says of the kind is dropped: it could be anything. */
    REPLACE,
    /** What comes is added to: it comes from a proxy that can be trusted. */
    APPEND,
    /** What comes is passed on, and nothing added. */
    OFF
}
