package io.sluice.http.upstream;

import io.sluice.engine.tls.TlsContext;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/**
 * How a client secures its connections. The server has to prove that it is who the origin, or the first of the server names,
 * says. Immutable.
 *
 * @param context makes the engines
 * @param protocols versions of TLS, in the words of the Java runtime
 * @param serverNames what is asked for in the place of the origin's host; often empty
 * @param http2 whether HTTP/2 may be offered
 */
public record UpstreamTls(SSLContext context, List<String> protocols, List<String> serverNames, boolean http2) {

    /** Copies the lists. */
    public UpstreamTls {
        Objects.requireNonNull(context, "context");
        protocols = List.copyOf(protocols);
        serverNames = List.copyOf(serverNames);
    }

    /** As a {@code tls} client binding says. */
    public static UpstreamTls of(TlsContext tls) {
        return new UpstreamTls(tls.context(), tls.protocols(), tls.serverNames(), tls.offersHttp2());
    }

    /** With the authorities that the Java runtime trusts. */
    public static UpstreamTls runtime() {
        try {
            return new UpstreamTls(SSLContext.getDefault(), List.of("TLSv1.3", "TLSv1.2"), List.of(), true);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The Java runtime has no TLS", e);
        }
    }
}
