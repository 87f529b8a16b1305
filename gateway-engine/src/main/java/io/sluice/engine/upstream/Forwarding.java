package io.sluice.engine.upstream;

import java.util.Objects;
import java.util.Set;

/**
 * Where a request is passed on to, and as what. Everything that is not said here goes as it came, but for what belongs to
 * the connection (RFC 9110 section 7.6.1).
 *
 * @param origin the server
 * @param target path and query as sent on, in origin form: begins with {@code /}
 * @param authority what the {@code Host} field, or {@code :authority}, says
 * @param withheld names of request fields that are not passed on, in lower case
 */
public record Forwarding(Origin origin, String target, String authority, Set<String> withheld) {

    /** Checks the target's form. */
    public Forwarding {
        Objects.requireNonNull(origin, "origin");
        if (!target.startsWith("/")) {
            throw new IllegalArgumentException("target: " + target + " (expected: a path)");
        }
        Objects.requireNonNull(authority, "authority");
        withheld = Set.copyOf(withheld);
    }
}
