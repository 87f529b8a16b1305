package io.sluice.http;

import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Undertow's form of the field names that nearly all requests and responses have to do with, made once. */
final class FieldNames {
    /** Lower-case, which is how they are sent. */
    private static final Map<String, HttpString> KNOWN = Stream.of(
                    "accept-encoding",
                    "allow",
                    "cache-control",
                    "content-encoding",
                    "content-type",
                    "etag",
                    "idempotency-key",
                    "if-match",
                    "if-none-match",
                    "location",
                    "prefer",
                    "preference-applied",
                    "retry-after",
                    "vary")
            .collect(Collectors.toUnmodifiableMap(name -> name, HttpString::new));

    private FieldNames() {}

    /** The form of a lower-case name; null for a name that is not among the usual ones. */
    static @Nullable HttpString known(String name) {
        return KNOWN.get(name);
    }

    /** The form of any lower-case name; null for what is not a name at all. */
    static @Nullable HttpString checked(String name) {
        HttpString known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        return FieldRules.isName(name) ? HttpString.tryFromString(name) : null;
    }

    /**
     * Visits field lines, with their names in lower case. Undertow keeps the pseudo-header fields of HTTP/2 (RFC 9113 section
     * 8.3), such as {@code :status}, with the others; they are none.
     */
    static void forEachLine(HeaderMap fields, BiConsumer<String, String> visitor) {
        for (var values : fields) {
            String name = values.getHeaderName().toString().toLowerCase(Locale.ROOT);
            if (name.startsWith(":")) {
                continue;
            }
            for (String value : values) {
                visitor.accept(name, value);
            }
        }
    }
}
