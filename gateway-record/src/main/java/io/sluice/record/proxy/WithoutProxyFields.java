package io.sluice.record.proxy;

import io.sluice.engine.http.HttpRequest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A request without what was said to the proxy, and what the proxy says of itself. */
record WithoutProxyFields(HttpRequest sent) implements HttpRequest {

    @Override
    public String method() {
        return sent.method();
    }

    @Override
    public String scheme() {
        return sent.scheme();
    }

    @Override
    public String authority() {
        return sent.authority();
    }

    @Override
    public String path() {
        return sent.path();
    }

    @Override
    public @Nullable String query() {
        return sent.query();
    }

    @Override
    public @Nullable String header(String name) {
        return ProxyFields.isServers(name.toLowerCase(Locale.ROOT)) ? sent.header(name) : null;
    }

    @Override
    public List<String> headers(String name) {
        return ProxyFields.isServers(name.toLowerCase(Locale.ROOT)) ? sent.headers(name) : List.of();
    }

    @Override
    public void forEachHeader(BiConsumer<String, String> visitor) {
        sent.forEachHeader((name, value) -> {
            if (ProxyFields.isServers(name)) {
                visitor.accept(name, value);
            }
        });
    }

    @Override
    public @Nullable X509Certificate clientCertificate() {
        return sent.clientCertificate();
    }
}
