package io.sluice.engine.trace;

import static java.util.Objects.requireNonNull;

import io.sluice.engine.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is handed on from caller to callee: the caller's span, and what systems on the way noted. Immutable.
 *
 * @param state the field {@code tracestate}, up to 512 visible characters; null for none
 */
public record TraceContext(TraceParent parent, @Nullable String state) {
    /** The field of a request and of a record that names the caller's span. */
    public static final String PARENT = "traceparent";

    /** The field of a request and of a record for what systems on the way noted. */
    public static final String STATE = "tracestate";

    private static final int MAX_STATE = 512; // what the recommendation has everybody hand on (section 3.3.1.5)

    /** Checks for nulls. */
    public TraceContext {
        requireNonNull(parent, "parent");
    }

    /** What a request came with; null when it names no span, not a valid one, or several. */
    public static @Nullable TraceContext of(HttpRequest request) {
        String field = request.header(PARENT);
        if (field == null) {
            return null;
        }
        TraceParent parent = TraceParent.parse(field);
        if (parent == null || request.headers(PARENT).size() > 1) {
            return null;
        }
        return new TraceContext(parent, state(request.headers(STATE)));
    }

    /** A new span below this one. */
    public TraceContext child() {
        return new TraceContext(parent.child(), state);
    }

    /** Lines are one list. Of a list that is too long, members at its end are left out. */
    private static @Nullable String state(List<String> lines) {
        String all = lines.size() == 1 ? lines.get(0) : String.join(",", lines);
        String state = all.length() <= MAX_STATE ? all : all.substring(0, Math.max(0, all.lastIndexOf(',', MAX_STATE)));
        return !state.isBlank() && state.chars().allMatch(TraceContext::isPrintable) ? state : null;
    }

    private static boolean isPrintable(int c) {
        return (c >= ' ' && c < 0x7F) || c == '\t';
    }
}
