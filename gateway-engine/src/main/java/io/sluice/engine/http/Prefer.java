package io.sluice.engine.http;

import java.util.List;

/**
 * What a request prefers (RFC 7240), as far as the gateway knows it.
 *
 * <p>Several fields, lists, quoted values, parameters and any case are understood. Besides the comma, a semicolon
 * separates preferences too ({@code respond-async; wait=5}), because clients of Zilla write them so. Of a preference that
 * is given more than once the first one counts (RFC 7240 section 2); a value that makes no sense is no preference.
 *
 * @param waitSeconds {@code wait}, at least 1; -1 for none
 * @param respondAsync {@code respond-async}
 */
public record Prefer(int waitSeconds, boolean respondAsync) {
    /** No preference. */
    public static final Prefer NONE = new Prefer(-1, false);

    /** The preferences of a request. Never fails, whatever the field says. */
    public static Prefer of(HttpRequest request) {
        return request.header("prefer") == null ? NONE : of(request.headers("prefer"));
    }

    /** The preferences in the values of the {@code Prefer} fields, in order of arrival. */
    public static Prefer of(List<String> fieldValues) {
        var reader = new PreferReader();
        fieldValues.forEach(reader::read);
        return reader.result();
    }

    /** Whether it has a time to wait. */
    public boolean waits() {
        return waitSeconds > 0;
    }
}
