package io.sluice.http.upstream;

import io.sluice.engine.upstream.AddressRule;
import io.sluice.engine.upstream.Origin;
import io.sluice.http.RecordLimit;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.ssl.SslConnection;

/** What attempts to connect have in common. Immutable; its parts are thread-safe. */
final class Connector {
    private static final String HTTP_1 = "http/1.1";
    private static final String HTTP_2 = "h2";
    private static final int BUFFERS_PER_THREAD = 4;

    private final UpstreamOptions options;
    private final Resolver resolver;
    private final @Nullable UpstreamTls tls;
    private final ByteBufferPool records =
            new DefaultByteBufferPool(true, RecordLimit.RECORD_BYTES, -1, BUFFERS_PER_THREAD);

    /**
     * A connector.
     *
     * @param tls null where no origin is secure
     */
    Connector(UpstreamOptions options, Resolver resolver, @Nullable UpstreamTls tls) {
        this.options = options;
        this.resolver = resolver;
        this.tls = tls;
    }

    Resolver resolver() {
        return resolver;
    }

    AddressRule rule() {
        return options.addresses();
    }

    /** In all. */
    Duration timeout() {
        return options.timeouts().connect();
    }

    boolean speaksHttp2Plain() {
        return options.versions() == UpstreamVersions.HTTP_2;
    }

    boolean offersHttp2() {
        return options.versions() != UpstreamVersions.HTTP_1 && tls != null && tls.http2();
    }

    /** TLS over a connection, before its handshake. */
    SslConnection secured(StreamConnection plain, Origin origin) {
        if (tls == null) {
            throw new IllegalStateException("No TLS for " + origin);
        }
        var source = plain.getSourceChannel();
        source.setConduit(new RecordLimit(source.getConduit()));
        OptionMap peer = OptionMap.builder()
                .set(Options.SSL_PEER_HOST_NAME, origin.host())
                .set(Options.SSL_PEER_PORT, origin.port())
                .getMap();
        var ssl = new UndertowXnioSsl(Xnio.getInstance(), OptionMap.EMPTY, records, tls.context());
        SslConnection secured = ssl.wrapExistingConnection(plain, peer, true);
        configure(UndertowXnioSsl.getSslEngine(secured), tls);
        return secured;
    }

    private void configure(SSLEngine engine, UpstreamTls secure) {
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(secure.protocols().toArray(String[]::new));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!secure.serverNames().isEmpty()) {
            parameters.setServerNames(
                    List.of(new SNIHostName(secure.serverNames().get(0))));
        }
        parameters.setApplicationProtocols(
                switch (options.versions()) {
                    case HTTP_1 -> new String[] {HTTP_1};
                    case HTTP_2 -> new String[] {HTTP_2};
                    case BOTH -> offersHttp2() ? new String[] {HTTP_2, HTTP_1} : new String[] {HTTP_1};
                });
        engine.setSSLParameters(parameters);
    }
}
