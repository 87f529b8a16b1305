package io.sluice.kafka.cluster;

import io.sluice.engine.tls.TlsContext;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;

/** Gives Kafka's clients the TLS of a {@code tls} client binding. Made by the Kafka client library, once per client. */
public final class VaultSslEngineFactory implements SslEngineFactory {
    /** The client setting that holds the {@link TlsContext}. */
    static final String CONTEXT = "sluice.tls.context";

    private @Nullable TlsContext context;

    /** Made by reflection. */
    public VaultSslEngineFactory() {}

    @Override
    public void configure(Map<String, ?> settings) {
        context = (TlsContext) Objects.requireNonNull(settings.get(CONTEXT), CONTEXT);
    }

    @Override
    public SSLEngine createClientSslEngine(String peerHost, int peerPort, String endpointIdentification) {
        TlsContext tls = Objects.requireNonNull(context, "not configured");
        SSLEngine engine = tls.context().createSSLEngine(peerHost, peerPort);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(tls.protocols().toArray(String[]::new));
        parameters.setEndpointIdentificationAlgorithm(endpointIdentification);
        List<SNIServerName> names =
                tls.serverNames().stream().<SNIServerName>map(SNIHostName::new).toList();
        if (!names.isEmpty()) {
            parameters.setServerNames(names);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public SSLEngine createServerSslEngine(String peerHost, int peerPort) {
        throw new UnsupportedOperationException("a client makes no servers");
    }

    /** Never: the context notices changed files by itself. */
    @Override
    public boolean shouldBeRebuilt(Map<String, Object> nextConfigs) {
        return false;
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    @Override
    public @Nullable KeyStore keystore() {
        return null;
    }

    @Override
    public @Nullable KeyStore truststore() {
        return null;
    }

    @Override
    public void close() {
        context = null;
    }
}
