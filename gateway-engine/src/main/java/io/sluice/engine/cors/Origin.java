package io.sluice.engine.cors;

import io.sluice.engine.http.HttpRequest;
import java.util.Locale;

/** Web origins as text (RFC 6454 section 6.2), in the one form in which they can be compared. */
final class Origin {
    private Origin() {}

    /** Lower case and without the port that the scheme has anyway. What is no origin stays different from all origins. */
    static String canonical(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://") && lower.endsWith(":80")) {
            return lower.substring(0, lower.length() - ":80".length());
        }
        if (lower.startsWith("https://") && lower.endsWith(":443")) {
            return lower.substring(0, lower.length() - ":443".length());
        }
        return lower;
    }

    /** The origin of the resource that a request asks for, in canonical form. */
    static String of(HttpRequest request) {
        return canonical(request.scheme() + "://" + request.authority());
    }
}
