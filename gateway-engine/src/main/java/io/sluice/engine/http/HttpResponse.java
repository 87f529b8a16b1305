package io.sluice.engine.http;

import java.util.Objects;

/**
 * A response that is ready to be written. Immutable, and shared between requests where their answers are the same.
 *
 * <p>The edge adds what belongs to the connection: {@code content-length} from the body's length where that is known (not
 * with 1xx, 204 and 304), {@code date}, {@code connection}. It leaves the body out for HEAD (RFC 9110 section 9.3.2).
 *
 * @param status 200..599
 * @param fields without {@code content-length} and connection-level fields
 * @param body the bytes; empty for 204 and 304
 */
public record HttpResponse(int status, HttpFields fields, Body body) {

    /** Checks the status. */
    public HttpResponse {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status: " + status + " (expected: 200..599)");
        }
        Objects.requireNonNull(fields, "fields");
        Objects.requireNonNull(body, "body");
    }

    /** A response without a body. */
    public static HttpResponse of(int status, HttpFields fields) {
        return new HttpResponse(status, fields, Body.empty());
    }

    /** This response with one more field line. */
    public HttpResponse with(String name, String value) {
        return new HttpResponse(status, fields.toBuilder().add(name, value).build(), body);
    }
}
