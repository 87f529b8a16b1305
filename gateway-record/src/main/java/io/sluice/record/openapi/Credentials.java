package io.sluice.record.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.record.exchange.RecordedRequest;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Tells by what kind of credentials a request was sent, never by which. */
final class Credentials {
    private static final Pattern KEY = Pattern.compile(
            "(x-)?((api|app|auth|access|subscription)-?)(key|token)|ocp-apim-subscription-key|x-(csrf|xsrf)-token"
                    + "|private-token|x-amz-security-token|x-vault-token|x-shopify-access-token");
    private static final Set<String> QUERY_KEYS =
            Set.of("api_key", "apikey", "api-key", "access_token", "auth_token", "token", "sig", "signature");
    private static final Pattern SESSION = Pattern.compile(
            "(?i).*(sess(ion)?[-_.]?(id|token)?|auth|token|jwt|connect\\.sid|jsessionid|phpsessid|(^|[-_.])sid)$");
    private static final int MAX_COOKIE_NAME = 60;

    private Credentials() {}

    /** Whether a header field, in lower case, holds a key. */
    static boolean isKeyHeader(String name) {
        return name.length() <= MAX_COOKIE_NAME && KEY.matcher(name).matches();
    }

    /** Whether a query parameter holds a key. */
    static boolean isKeyParameter(String name) {
        return QUERY_KEYS.contains(name);
    }

    /** The schemes that a request used, as {@code kind:name}. */
    static NavigableSet<String> of(RecordedRequest request) {
        NavigableSet<String> schemes = new TreeSet<>();
        String authorization = request.headers().first("authorization");
        if (authorization != null) {
            schemes.add(authorization(authorization));
        }
        for (String name : request.headers().names()) {
            if (isKeyHeader(name)) {
                schemes.add("header:" + name);
            }
        }
        for (String name : request.target().query().names()) {
            if (isKeyParameter(name)) {
                schemes.add("query:" + name);
            }
        }
        request.headers().all("cookie").forEach(cookie -> cookies(cookie, schemes));
        return schemes;
    }

    private static String authorization(String value) {
        if (value.regionMatches(true, 0, "bearer ", 0, 7)) {
            return "http:bearer";
        }
        if (value.regionMatches(true, 0, "basic ", 0, 6)) {
            return "http:basic";
        }
        return value.regionMatches(true, 0, "digest ", 0, 7) ? "http:digest" : "header:authorization";
    }

    private static void cookies(String cookies, NavigableSet<String> schemes) {
        for (String pair : cookies.split(";", 100)) {
            int equals = pair.indexOf('=');
            String name = (equals < 0 ? "" : pair.substring(0, equals)).strip();
            if (!name.isEmpty()
                    && name.length() <= MAX_COOKIE_NAME
                    && SESSION.matcher(name).matches()) {
                schemes.add("cookie:" + name);
            }
        }
    }

    /** What a scheme is called in a document. */
    static String name(String scheme) {
        int colon = scheme.indexOf(':');
        String kind = scheme.substring(0, colon);
        String of = scheme.substring(colon + 1).replaceAll("[^A-Za-z0-9._-]", "_");
        return kind.equals("http") ? of + "Auth" : kind + "_" + of;
    }

    /** A scheme as a document describes it. */
    static ObjectNode described(String scheme) {
        int colon = scheme.indexOf(':');
        String kind = scheme.substring(0, colon);
        String of = scheme.substring(colon + 1);
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        if (kind.equals("http")) {
            return described.put("type", "http").put("scheme", of);
        }
        return described.put("type", "apiKey").put("name", of).put("in", kind);
    }
}
