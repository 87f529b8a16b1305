package io.sluice.http;

import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.QueryText;
import io.sluice.http.guard.CredentialCarrier;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request, read from its exchange without copying.
 *
 * <p>Undertow is told not to decode, so its request URI is the target as sent, path parameters included and the query
 * split off; in absolute-form (RFC 9112 section 3.2.2) it starts with scheme and authority, which rule over
 * {@code Host}. Undertow keeps field lines by name: their order is that of arrival within a name, not across names.
 */
final class ExchangeRequest implements HttpRequest, CredentialCarrier {
    private final HttpServerExchange exchange;
    private final @Nullable Capture capture;

    /**
     * The head of an exchange's request.
     *
     * @param capture is told of what is dropped; null for nobody
     */
    ExchangeRequest(HttpServerExchange exchange, @Nullable Capture capture) {
        this.exchange = exchange;
        this.capture = capture;
    }

    @Override
    public String method() {
        return exchange.getRequestMethod().toString();
    }

    @Override
    public String scheme() {
        return exchange.getRequestScheme();
    }

    @Override
    public String authority() {
        if (exchange.isHostIncludedInRequestURI()) {
            String uri = exchange.getRequestURI();
            return uri.substring(authorityStart(uri), authorityEnd(uri));
        }
        String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
        return host == null ? "" : host;
    }

    @Override
    public String path() {
        String uri = exchange.getRequestURI();
        if (exchange.isHostIncludedInRequestURI()) {
            uri = uri.substring(authorityEnd(uri));
        }
        return uri.isEmpty() ? "/" : uri;
    }

    @Override
    public @Nullable String query() {
        String query = exchange.getQueryString();
        return query.isEmpty() ? null : query;
    }

    @Override
    public @Nullable String header(String name) {
        HeaderValues values = values(name);
        return values == null ? null : values.getFirst();
    }

    @Override
    public List<String> headers(String name) {
        HeaderValues values = values(name);
        return values == null ? List.of() : List.copyOf(values);
    }

    private @Nullable HeaderValues values(String name) {
        HttpString known = FieldNames.known(name);
        HeaderMap headers = exchange.getRequestHeaders();
        return known == null ? headers.get(name) : headers.get(known);
    }

    @Override
    public void forEachHeader(BiConsumer<String, String> visitor) {
        FieldNames.forEachLine(exchange.getRequestHeaders(), visitor);
    }

    @Override
    public @Nullable X509Certificate clientCertificate() {
        var session = exchange.getConnection().getSslSession();
        try {
            boolean known = session != null && session.getPeerCertificates()[0] instanceof X509Certificate;
            return known ? (X509Certificate) session.getPeerCertificates()[0] : null;
        } catch (SSLPeerUnverifiedException e) {
            return null; // the client was not asked for one, or has none
        }
    }

    @Override
    public void dropParameters(Set<String> names) {
        String query = exchange.getQueryString();
        if (capture != null) {
            names.stream()
                    .filter(name -> !QueryText.values(query, name).isEmpty())
                    .forEach(capture::withheldParameter);
        }
        exchange.setQueryString(QueryText.without(query, names));
    }

    @Override
    public void dropField(String name) {
        Collection<String> dropped = exchange.getRequestHeaders().remove(name);
        if (capture != null && !dropped.isEmpty()) {
            capture.withheldField(name);
        }
    }

    private static int authorityStart(String uri) {
        int scheme = uri.indexOf("://");
        return scheme < 0 ? 0 : scheme + 3;
    }

    private static int authorityEnd(String uri) {
        int slash = uri.indexOf('/', authorityStart(uri));
        return slash < 0 ? uri.length() : slash;
    }
}
