package io.sluice.http.upstream;

import io.sluice.engine.observe.UpstreamObserver;
import io.undertow.connector.ByteBufferPool;

/** What the parts of one client share. Immutable; its parts are thread-safe. */
record UpstreamContext(
        UpstreamOptions options, ByteBufferPool buffers, UpstreamObserver observer, ForwardedFields forwarded) {
    /** How many bytes of a body are kept either way, at most. */
    static final int BODY_BYTES = 64 << 10;
    /** How many bytes are read from, or written to, a connection at a time; with what HTTP/2 and TLS put around, a record. */
    static final int BUFFER_BYTES = (16 << 10) - 20;
    /** The longest head of a response. */
    static final int HEAD_BYTES = 64 << 10;
}
