package io.sluice.engine.cors;

import io.sluice.config.AccessControlConfig;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A compiled {@code access-control}: which other origins may use a listener, and how browsers learn of it. Immutable.
 *
 * <p>An origin is answered with {@code *} where every origin may do the same without credentials, and by its own name
 * otherwise, because {@code *} grants nothing to requests with credentials (Fetch standard, CORS check). The opaque origin
 * {@code null} is everybody's: with credentials it must be listed by name.
 */
final class AccessControl {
    private static final String ANY = "*";
    private static final String OPAQUE = "null";
    private static final String ORIGIN = "origin";
    private static final String REQUEST_METHOD = "access-control-request-method";
    private static final String REQUEST_HEADERS = "access-control-request-headers";

    private final boolean crossOrigin;
    private final boolean credentials;
    /** Empty for any. */
    private final Set<String> origins;

    /** Null for any. */
    private final @Nullable String methods;

    /** Null for any. */
    private final @Nullable String headers;

    private final @Nullable Duration maxAge;
    private final @Nullable String exposed;

    /** A policy; null for the default, which is that only pages from here may use the listener. */
    AccessControl(@Nullable AccessControlConfig config) {
        AccessControlConfig.Allow allow = config == null ? null : config.allow();
        this.crossOrigin = config != null && config.crossOrigin();
        this.credentials = allow != null && allow.credentials();
        List<String> listed = allow == null ? List.of() : allow.origins();
        this.origins = listed.contains(ANY)
                ? Set.of()
                : listed.stream().map(Origin::canonical).collect(Collectors.toUnmodifiableSet());
        this.methods = allow == null ? null : joined(allow.methods());
        this.headers = allow == null ? null : joined(allow.headers());
        this.maxAge = config == null ? null : config.maxAge();
        this.exposed = config == null || config.exposed().isEmpty() ? null : String.join(", ", config.exposed());
    }

    private static @Nullable String joined(List<String> names) {
        return names.isEmpty() || names.contains(ANY) ? null : String.join(", ", names);
    }

    /** Whether responses differ by origin, those to requests without an origin included. */
    boolean varies() {
        return crossOrigin && (credentials || !origins.isEmpty());
    }

    /** Whether an origin may use the listener from elsewhere. */
    boolean allows(String origin) {
        if (!crossOrigin) {
            return false;
        }
        return origins.isEmpty() ? !credentials || !origin.equals(OPAQUE) : origins.contains(Origin.canonical(origin));
    }

    /** Whether an origin is that of the resource itself: same scheme, host and port. */
    static boolean isSame(String origin, HttpRequest request) {
        return Origin.canonical(origin).equals(Origin.of(request));
    }

    /** Whether a browser asks for permission, instead of asking for the resource (Fetch standard, CORS-preflight). */
    static boolean isPreflight(HttpRequest request) {
        return request.method().equals("OPTIONS") && request.header(REQUEST_METHOD) != null;
    }

    /** The fields that let scripts of an allowed origin read a response. */
    HttpFields.Builder grant(String origin) {
        HttpFields.Builder fields = HttpFields.builder().add("access-control-allow-origin", varies() ? origin : ANY);
        if (credentials) {
            fields.add("access-control-allow-credentials", "true");
        }
        return varies() ? fields.add("vary", ORIGIN) : fields;
    }

    /** The fields of a response to an actual request of an allowed origin. */
    HttpFields actual(String origin) {
        return grant(origin)
                .addIfPresent("access-control-expose-headers", exposed)
                .build();
    }

    /** The fields of the answer to a preflight of an allowed origin. Whether they suffice is the browser's decision. */
    HttpFields preflight(String origin, HttpRequest request) {
        return grant(origin)
                .addIfPresent(
                        "access-control-allow-methods", methods == null ? request.header(REQUEST_METHOD) : methods)
                .addIfPresent(
                        "access-control-allow-headers", headers == null ? request.header(REQUEST_HEADERS) : headers)
                .addIfPresent("access-control-max-age", maxAge == null ? null : Long.toString(maxAge.toSeconds()))
                .add("vary", REQUEST_METHOD + ", " + REQUEST_HEADERS)
                .build();
    }

    /** A response's fields with these added. They alone say what is allowed: a service behind does not. */
    static HttpFields merge(HttpFields response, HttpFields granted) {
        Predicate<String> isOurs = name -> name.startsWith("access-control-");
        HttpFields.Builder merged = HttpFields.builder();
        response.forEach((name, value) -> {
            if (!isOurs.test(name)) {
                merged.add(name, value);
            }
        });
        granted.forEach(merged::add);
        return merged.build();
    }
}
