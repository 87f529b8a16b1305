package io.sluice.engine.http;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The fields that belong to one connection or to the framing of one message, and are never passed on as they came. */
public final class ConnectionFields {
    /**
     * Their lower-case names: those of RFC 9110 section 7.6.1, with the two that say how long a message is and what follows
     * it (sections 8.6 and 6.6.2), and what HTTP/1.1 says of a change to HTTP/2 (RFC 7540 section 3.2.1).
     */
    public static final Set<String> NAMES = Set.of(
            "connection",
            "content-length",
            "http2-settings",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private ConnectionFields() {}

    /** These and others, whose names are in lower case. Immutable. */
    public static Set<String> and(String... others) {
        Set<String> names = new HashSet<>(NAMES);
        names.addAll(List.of(others));
        return Set.copyOf(names);
    }
}
