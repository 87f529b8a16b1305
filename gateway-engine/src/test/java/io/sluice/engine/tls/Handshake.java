package io.sluice.engine.tls;

import io.sluice.config.MutualTls;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A handshake in memory.
 *
 * @param serverName the subject of what the server showed
 * @param clientName the subject of what the client showed; null when nothing
 */
record Handshake(String serverName, @Nullable String clientName) {
    private static final int ROUNDS = 100;
    private static final int BUFFER = 100_000;

    /** Shakes hands; the client asks for the host by SNI unless that is empty. */
    static Handshake between(TlsContext server, TlsContext client, String host) throws SSLException {
        SSLEngine serverSide = server.context().createSSLEngine();
        serverSide.setUseClientMode(false);
        serverSide.setNeedClientAuth(server.mutual() == MutualTls.REQUIRED);
        SSLEngine clientSide = client.context().createSSLEngine();
        clientSide.setUseClientMode(true);
        if (!host.isEmpty()) {
            var parameters = clientSide.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            clientSide.setSSLParameters(parameters);
        }
        clientSide.beginHandshake();
        serverSide.beginHandshake();
        var toServer = ByteBuffer.allocate(BUFFER);
        var toClient = ByteBuffer.allocate(BUFFER);
        for (int i = 0; i < ROUNDS && !(isDone(clientSide) && isDone(serverSide)); i++) {
            step(clientSide, toClient, toServer);
            step(serverSide, toServer, toClient);
        }
        return new Handshake(subject(clientSide), serverSide.getNeedClientAuth() ? subject(serverSide) : null);
    }

    private static String subject(SSLEngine side) throws SSLException {
        var certificate = (X509Certificate) side.getSession().getPeerCertificates()[0];
        return certificate.getSubjectX500Principal().toString();
    }

    private static boolean isDone(SSLEngine side) {
        return side.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    /** Does what one side can do with what has arrived. */
    private static void step(SSLEngine side, ByteBuffer in, ByteBuffer out) throws SSLException {
        in.flip();
        while (true) {
            HandshakeStatus status = side.getHandshakeStatus();
            if (status == HandshakeStatus.NEED_TASK) {
                side.getDelegatedTask().run();
            } else if (status == HandshakeStatus.NEED_WRAP) {
                side.wrap(ByteBuffer.allocate(0), out);
            } else if (in.hasRemaining()) {
                side.unwrap(in, ByteBuffer.allocate(BUFFER));
            } else {
                break;
            }
        }
        in.compact();
    }
}
