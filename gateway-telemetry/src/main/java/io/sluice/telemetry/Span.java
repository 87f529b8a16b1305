package io.sluice.telemetry;

import io.sluice.engine.trace.TraceContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span that has ended. Immutable.
 *
 * @param context its trace, its own id, and the state of the trace
 * @param parentId the id of the span that it is part of; null at the root of a trace
 * @param startNanos since 1970
 * @param endNanos since 1970
 * @param attributes by the names of OpenTelemetry's semantic conventions; texts and integers
 */
record Span(
        TraceContext context,
        @Nullable String parentId,
        Kind kind,
        String name,
        long startNanos,
        long endNanos,
        Map<String, Object> attributes) {
    /** The attribute of what has failed, that tells how. */
    static final String ERROR_TYPE = "error.type";

    /** Whether it shows as an error. */
    boolean failed() {
        return attributes.containsKey(ERROR_TYPE);
    }

    /** What a span is to the others. */
    enum Kind {
        SERVER(2),
        PRODUCER(4);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /** As OpenTelemetry's protocol has it. */
        int number() {
            return number;
        }
    }
}
