package io.sluice.engine.trace;

import io.sluice.engine.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Where a request stands in a trace. Thread-safe. */
@FunctionalInterface
public interface RequestTrace {
    /** Of requests outside of any trace. */
    RequestTrace NONE = () -> null;

    /** What is handed on to whoever works for the request; null outside of any trace. */
    @Nullable TraceContext context();

    /** A span for a record that is about to be written for the request; null when none is recorded. */
    default @Nullable RecordSpan write(String topic) {
        return null;
    }

    /** The trace of a request that the gateway adds nothing to: what it came with is handed on. */
    static RequestTrace passing(HttpRequest request) {
        TraceContext sent = TraceContext.of(request);
        return sent == null ? NONE : () -> sent;
    }
}
