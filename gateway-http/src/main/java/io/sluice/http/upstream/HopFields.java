package io.sluice.http.upstream;

import io.sluice.engine.http.ConnectionFields;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The fields that belong to one connection and are not passed on (RFC 9110 section 7.6.1). */
final class HopFields {
    /**
     * Those of the section, with what belongs to a proxy that the client chose, and what is made anew: the framing, and an
     * expectation that the gateway meets itself.
     */
    private static final Set<String> ALWAYS =
            ConnectionFields.and("expect", "proxy-authenticate", "proxy-authentication-info", "proxy-authorization");

    private final Set<String> named;

    private HopFields(Set<String> named) {
        this.named = named;
    }

    /** Those of a message with these {@code connection} fields. */
    static HopFields of(List<String> connection) {
        Set<String> named = new HashSet<>();
        for (String line : connection) {
            for (String option : line.split(",", -1)) {
                named.add(option.strip().toLowerCase(Locale.ROOT));
            }
        }
        return new HopFields(named);
    }

    /** Whether a field is one of them; its name in lower case. */
    boolean contains(String name) {
        return ALWAYS.contains(name) || named.contains(name);
    }

    /** Whether the connection options have this one; in lower case. */
    boolean hasOption(String option) {
        return named.contains(option);
    }
}
