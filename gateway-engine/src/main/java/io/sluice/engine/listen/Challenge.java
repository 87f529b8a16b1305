package io.sluice.engine.listen;

import io.sluice.config.HttpAuthorizationConfig;
import io.sluice.config.Text;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

    /** How a listener asks whose credentials are found like this; null for one that looks for none. */
    public static Challenge of(@Nullable HttpAuthorizationConfig authorization) {
        Text pattern = authorization == null ? null : authorization.headers().get("authorization");
        return pattern == null ? BEARER : of(pattern.value());
    }

    /** 401 for a request without credentials. */
    Problem missing(String guard) {
        return unauthenticated("The resource requires credentials, and none came.", value(guard));
    }

    /**
     * 401 for credentials that a guard refused.
     *
     * @param reason a sentence of printable ASCII without quotes; says nothing about the credentials themselves
     */
    public Problem rejected(String guard, String reason) {
        String error = is("bearer") ? ", error=\"invalid_token\", error_description=\"" + reason + '"' : "";
        return unauthenticated(reason, value(guard) + error);
    }

    /** 403 for a sender who is known and lacks a role. */
    Problem forbidden(String guard) {
        HttpFields fields = is("bearer")
                ? HttpFields.of("www-authenticate", value(guard) + ", error=\"insufficient_scope\"")
                : HttpFields.empty();
        return new Problem(ProblemType.FORBIDDEN, "A role that the resource requires is missing.", fields);
    }

    private String value(String guard) {
        String challenge = scheme + " realm=\"" + guard.replaceAll("[^ -~]|[\"\\\\]", "") + '"';
        return is("basic") ? challenge + ", charset=\"UTF-8\"" : challenge; // RFC 7617 section 2.1
    }

    private boolean is(String name) {
        return scheme.toLowerCase(Locale.ROOT).equals(name);
    }

    private static Problem unauthenticated(String detail, String challenge) {
        return new Problem(ProblemType.UNAUTHENTICATED, detail, HttpFields.of("www-authenticate", challenge));
    }
}
