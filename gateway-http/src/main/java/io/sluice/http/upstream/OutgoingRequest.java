package io.sluice.http.upstream;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.upstream.Forwarding;
import io.sluice.http.FieldRules;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request as its server gets it. Immutable.
 *
 * @param target in origin form
 * @param fields without those of the connection, the framing and the authority; all can be written as they are
 * @param hasBody whether there is a body, were it an empty one
 * @param length of the body in bytes; {@link Body#UNKNOWN} when that is not said
 * @param upgrade the protocols that the client would change to; null for none
 */
record OutgoingRequest(
        String method,
        String target,
        String authority,
        HttpFields fields,
        boolean hasBody,
        long length,
        @Nullable String upgrade) {

    /**
     * The request of an invocation.
     *
     * @param hasBody whether bytes of a body have come
     * @throws ProblemException 400 or 405 if it cannot be passed on
     */
    static OutgoingRequest of(
            Invocation invocation, Forwarding forwarding, ForwardedFields forwarded, boolean hasBody) {
        HttpRequest request = invocation.request();
        if (request.method().equals("CONNECT")) {
            throw new ProblemException(ProblemType.METHOD_NOT_ALLOWED, "The gateway makes no tunnels for CONNECT.");
        }
        requireText("target", forwarding.target(), "#");
        requireText("authority", forwarding.authority(), "/?#@,\\");
        var hop = HopFields.of(request.headers("connection"));
        var fields = HttpFields.builder();
        request.forEachHeader((name, value) -> {
            if (!name.startsWith(":")
                    && !name.equals("host")
                    && !hop.contains(name)
                    && !forwarded.replaces(name)
                    && !forwarding.withheld().contains(name)) {
                fields.add(name, checked(name, value));
            }
        });
        forwarded.addTo(fields, request, invocation.peer());
        String said = request.header("content-length");
        long length = said == null ? Body.UNKNOWN : ContentLength.parse(said);
        boolean upgrades = !hasBody && hop.hasOption("upgrade") && invocation.isUpgradable();
        return new OutgoingRequest(
                request.method(),
                forwarding.target(),
                forwarding.authority(),
                fields.build(),
                hasBody || length == 0 || expectsBody(request.method()),
                hasBody ? length : 0,
                upgrades ? protocols(request) : null);
    }

    /** Whether servers expect to be told that there is no content (RFC 9110 section 8.6). */
    private static boolean expectsBody(String method) {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }

    /** Whether it may be sent twice to the same effect (RFC 9110 section 9.2.2). */
    boolean isIdempotent() {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE" -> true;
            default -> false;
        };
    }

    /** The protocols but for HTTP/2, which is spoken to the server or not whatever the client speaks; null for none. */
    private static @Nullable String protocols(HttpRequest request) {
        String protocols = String.join(", ", request.headers("upgrade"));
        return protocols.isBlank() || protocols.contains("h2c") ? null : protocols;
    }

    /** What stands in the request line, or in a field that servers look hosts up with. */
    private static void requireText(String what, String value, String excluded) {
        boolean fits = !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c < 0x7f && excluded.indexOf(c) < 0);
        if (!fits) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST,
                    "The request's " + what + " is empty, or has characters that need encoding.");
        }
    }

    private static String checked(String name, String value) {
        if (!FieldRules.isName(name) || !FieldRules.isValue(value)) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST, "A field of the request has characters that no field may have.");
        }
        return value;
    }
}
