package io.sluice.http.guard;

import io.sluice.config.CredentialPattern;
import io.sluice.config.HttpAuthorizationConfig;
import io.sluice.config.Text;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.QueryText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the credentials of a request: in cookies, then in headers, then in the query, the first that match. Immutable.
 */
final class CredentialFinder {
    /** What never becomes part of a record unless the configuration asks, and so may stay. */
    private static final Set<String> KNOWN_AS_SECRET = Set.of("authorization", "proxy-authorization", "cookie");

    private final Map<String, CredentialPattern> cookies;
    private final Map<String, CredentialPattern> headers;
    private final Map<String, CredentialPattern> query;

    CredentialFinder(HttpAuthorizationConfig config) {
        this.cookies = compile(config.cookies());
        this.headers = compile(config.headers());
        this.query = compile(config.query());
    }

    private static Map<String, CredentialPattern> compile(Map<String, Text> patterns) {
        Map<String, CredentialPattern> compiled = new LinkedHashMap<>();
        patterns.forEach((name, pattern) -> compiled.put(name, CredentialPattern.compile(pattern.value())));
        return compiled;
    }

    /**
     * The credentials, which are then no longer part of the head where others would copy them; null if there are none.
     */
    @Nullable String take(HttpRequest request) {
        String found = find(cookies, name -> cookie(request, name));
        if (found == null) {
            found = find(headers, request::header);
        }
        String parameters = query.isEmpty() ? null : request.query();
        if (found == null && parameters != null) {
            found = find(query, name -> QueryText.parameter(parameters, name));
        }
        if (request instanceof CredentialCarrier holder) {
            forget(holder, parameters != null);
        }
        return found;
    }

    private void forget(CredentialCarrier holder, boolean hasParameters) {
        if (hasParameters) {
            holder.dropParameters(query.keySet());
        }
        for (String name : headers.keySet()) {
            if (!KNOWN_AS_SECRET.contains(name)) {
                holder.dropField(name);
            }
        }
    }

    private static @Nullable String find(
            Map<String, CredentialPattern> patterns, Function<String, @Nullable String> values) {
        for (Map.Entry<String, CredentialPattern> pattern : patterns.entrySet()) {
            String value = values.apply(pattern.getKey());
            String found = value == null ? null : pattern.getValue().find(value.strip());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** RFC 6265 section 4.2.1; several fields are what HTTP/2 makes of one. */
    private static @Nullable String cookie(HttpRequest request, String name) {
        for (String line : request.headers("cookie")) {
            for (String pair : line.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    return unquoted(pair.substring(equals + 1).strip());
                }
            }
        }
        return null;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
