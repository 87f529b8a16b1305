package io.sluice.engine.http;

import java.util.Objects;

/**
 * An error as the client sees it (RFC 9457). Immutable.
 *
 * <p>The detail names what the client can act on (a limit, a parameter, how long to wait) and nothing of the inside: no
 * class names, hosts or stack traces. The edge adds {@code instance}, the request id that also stands in the log.
 *
 * @param type what went wrong
 * @param detail one sentence for a developer
 * @param fields response fields that belong to the problem, such as {@code allow} or {@code retry-after}
 */
public record Problem(ProblemType type, String detail, HttpFields fields) {

    /** Checks for nulls. */
    public Problem {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(fields, "fields");
    }

    /** A problem without fields of its own; a 503 gets {@code retry-after: 1}. */
    public static Problem of(ProblemType type, String detail) {
        return type.status() == 503 ? retryAfter(type, detail, 1) : new Problem(type, detail, HttpFields.empty());
    }

    /** A problem that passes by itself: {@code retry-after} in seconds (RFC 9110 section 10.2.3). */
    public static Problem retryAfter(ProblemType type, String detail, int seconds) {
        return new Problem(type, detail, HttpFields.of("retry-after", Integer.toString(seconds)));
    }
}
