package io.sluice.rest.web;

import io.sluice.engine.http.HttpRequest;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URL at which a client reaches the API: what paths in responses begin with. Stateless.
 *
 * <p>Any client can send {@code X-Forwarded-*} fields. What they say ends up in that client's own response only, and
 * is left out of account unless it has the form of a scheme, a host, a port or a path.
 */
public final class BaseUrl {
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._~-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?");
    private static final Pattern PREFIX = Pattern.compile("(?:/[A-Za-z0-9._~%-]{1,255}){1,16}/?");
    private static final int MAX_PORT = 65_535;

    private BaseUrl() {}

    /**
     * The URL, without a slash at its end.
     *
     * @param advertised what the configuration says; null to go by the request: by its {@code X-Forwarded-Proto},
     *     {@code -Host}, {@code -Port} and {@code -Prefix} as far as they are there, each with its first value, else by its
     *     scheme and authority
     * @return only a path, which may be empty, when nobody names a host
     */
    public static String of(HttpRequest request, @Nullable String advertised) {
        if (advertised != null) {
            return withoutTrailingSlash(advertised);
        }
        String prefix = prefix(request);
        Matcher host = host(request);
        if (host == null) {
            return prefix;
        }
        String scheme = scheme(request);
        String port = port(request, scheme, host);
        return scheme + "://" + host.group(1) + (port == null ? "" : ":" + port) + prefix;
    }

    private static String scheme(HttpRequest request) {
        String forwarded = first(request, "x-forwarded-proto").toLowerCase(Locale.ROOT);
        return forwarded.equals("http") || forwarded.equals("https") ? forwarded : request.scheme();
    }

    /** Null when neither a proxy nor the client names one. */
    private static @Nullable Matcher host(HttpRequest request) {
        Matcher forwarded = HOST.matcher(first(request, "x-forwarded-host"));
        if (forwarded.matches()) {
            return forwarded;
        }
        Matcher own = HOST.matcher(request.authority());
        return own.matches() ? own : null;
    }

    /** Null for the scheme's own. */
    private static @Nullable String port(HttpRequest request, String scheme, Matcher host) {
        String forwarded = first(request, "x-forwarded-port");
        if (!isPort(forwarded)) {
            return host.group(2);
        }
        boolean usual = forwarded.equals(scheme.equals("https") ? "443" : "80");
        return usual ? null : forwarded;
    }

    private static boolean isPort(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        int port = Integer.parseInt(text);
        return port >= 1 && port <= MAX_PORT;
    }

    private static String prefix(HttpRequest request) {
        String forwarded = first(request, "x-forwarded-prefix");
        return PREFIX.matcher(forwarded).matches() ? withoutTrailingSlash(forwarded) : "";
    }

    /** The first value of a field whose values are separated by commas; empty when absent. */
    private static String first(HttpRequest request, String field) {
        String values = request.header(field);
        if (values == null) {
            return "";
        }
        int comma = values.indexOf(',');
        return (comma < 0 ? values : values.substring(0, comma)).strip();
    }

    private static String withoutTrailingSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
