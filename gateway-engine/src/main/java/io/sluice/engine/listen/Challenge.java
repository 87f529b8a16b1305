package io.sluice.engine.listen;

import io.sluice.engine.http.HttpRequest;
import java.util.Locale;

/**
 * How a listener asks for credentials: the scheme of {@code WWW-Authenticate} (RFC 9110 section 11.6.1).
 *
 * @param scheme such as {@code Bearer}
 */
public record Challenge(String scheme) {
    /** Asks for a token (RFC 6750 section 3), also where tokens are expected in a cookie or the query. */
    public static final Challenge BEARER = new Challenge("Bearer");

    /** The challenge for a pattern of the {@code authorization} field, such as {@code Basic {username}:{password}}. */
    public static Challenge of(String pattern) {
        int space = pattern.indexOf(' ');
        String scheme = space < 0 ? "" : pattern.substring(0, space);
        boolean token = !scheme.isEmpty() && scheme.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-');
        return token ? new Challenge(scheme) : BEARER;
    }

    /** The value of {@code WWW-Authenticate} for a request that a guard did not accept. */
    String value(String guard, HttpRequest request) {
        String challenge = scheme + " realm=\"" + guard.replaceAll("[\"\\\\]", "") + '"';
        boolean rejected = scheme.toLowerCase(Locale.ROOT).equals("bearer") && request.header("authorization") != null;
        return rejected ? challenge + ", error=\"invalid_token\"" : challenge;
    }
}
