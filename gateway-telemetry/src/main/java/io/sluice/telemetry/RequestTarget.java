package io.sluice.telemetry;

import io.sluice.engine.http.HttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The target of a request as it may be logged: credentials in its query are masked. Stateless. */
final class RequestTarget {
    private static final String MASK = "***";

    private RequestTarget() {}

    /**
     * Path and query as sent, but for the values of these parameters and of those whose names cannot be decoded.
     *
     * @param secret names of parameters that carry credentials
     */
    static String of(HttpRequest request, Set<String> secret) {
        String query = request.query();
        return query == null ? request.path() : request.path() + '?' + masked(query, secret);
    }

    private static String masked(String query, Set<String> secret) {
        return Arrays.stream(query.split("&", -1))
                .map(pair -> {
                    int equals = pair.indexOf('=');
                    return equals >= 0 && isSecret(pair.substring(0, equals), secret)
                            ? pair.substring(0, equals + 1) + MASK
                            : pair;
                })
                .collect(Collectors.joining("&"));
    }

    private static boolean isSecret(String name, Set<String> secret) {
        try {
            return secret.contains(URLDecoder.decode(name, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
