package io.sluice.http;

import java.io.IOException;

/** A body whose chunks are not what RFC 9112 section 7.1 says. Without a stack trace: a client can cause it at will. */
final class MalformedBodyException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedBodyException() {
        super("malformed chunk");
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // does nothing
    public Throwable fillInStackTrace() {
        return this;
    }
}
