package io.sluice.config.yaml;

import io.sluice.config.OutboundTlsConfig;
import io.sluice.config.Quoted;
import io.sluice.config.Secret;
import io.sluice.config.Text;
import org.jspecify.annotations.Nullable;

/** Reads what catalogs and exporters say about the connections that the gateway opens for them. */
final class OutboundReader {

    private OutboundReader() {}

    static Text url(Cursor cursor, String key) {
        Text url = cursor.requireText(key);
        if (!url.value().isEmpty()
                && !url.value().startsWith("http://")
                && !url.value().startsWith("https://")) {
            cursor.problems().error(url.at(), Quoted.bare(url.value()) + " (expected: http:// or https://)");
        }
        return url;
    }

    static @Nullable OutboundTlsConfig tls(@Nullable Cursor tls) {
        if (tls == null) {
            return null;
        }
        OutboundTlsConfig config =
                new OutboundTlsConfig(tls.at(), tls.texts("keys"), tls.texts("trust"), tls.bool("trustcacerts"));
        tls.finish();
        return config;
    }

    /** {@code credentials.headers.authorization}. */
    static @Nullable Secret authorization(@Nullable Cursor credentials) {
        if (credentials == null) {
            return null;
        }
        Secret authorization = null;
        Cursor headers = credentials.requireMapping("headers");
        if (headers != null) {
            authorization = headers.secret("authorization");
            headers.finish();
        }
        credentials.finish();
        return authorization;
    }
}
