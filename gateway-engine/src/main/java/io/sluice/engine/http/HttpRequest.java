package io.sluice.engine.http;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request, as an edge received it.
 *
 * <p>An edge implements this over its own exchange, so that a request that needs two header fields does not pay for
 * copying twenty. Reading is safe from any thread until the invocation has ended, and not after.
 */
public interface HttpRequest {

    /** The method as sent, case kept (RFC 9110 section 9.1). */
    String method();

    /** {@code http} or {@code https}, as the client sees the connection. */
    String scheme();

    /** The {@code Host} field or {@code :authority}; empty when there was none. */
    String authority();

    /** The path as sent: percent-encoded, path parameters included, without the query. Starts with {@code /} or is {@code *}. */
    String path();

    /** The query as sent, without its question mark; null when the target had none. */
    @Nullable String query();

    /** The first value of a field; null when absent. Names are compared without case. */
    @Nullable String header(String name);

    /** All values of a field in order of arrival; empty when absent. */
    List<String> headers(String name);

    /**
     * Visits every field line, names in lower case; no pseudo-headers. The lines of one name come in order of arrival;
     * between names the order means nothing (RFC 9110 section 5.3) and an edge need not keep it.
     */
    void forEachHeader(BiConsumer<String, String> visitor);

    /** The certificate that the client has proven to own in the TLS handshake; null when there is none. */
    default @Nullable X509Certificate clientCertificate() {
        return null;
    }

    /** The path with its query: the origin form of the request target. */
    default String target() {
        String query = query();
        return query == null ? path() : path() + '?' + query;
    }
}
