package io.sluice.cli.e2e;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** An OpenID provider as far as a gateway sees it: metadata, keys, and the tokens that it signs. Any thread. */
final class Issuer implements AutoCloseable {
    static final String AUDIENCE = "https://api.example.com";
    private static final AtomicInteger KEYS = new AtomicInteger();

    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile RSAKey key = newKey();
    private volatile boolean available = true;

    Issuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, """
                {"issuer":"%1$s","jwks_uri":"%1$s/keys"}""".formatted(url())));
        server.createContext("/keys", exchange -> {
            fetches.incrementAndGet();
            answer(exchange, new JWKSet(key.toPublicJWK()).toString());
        });
        server.start();
    }

    static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID("key-" + KEYS.incrementAndGet())
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(available ? 200 : 500, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    RSAKey key() {
        return key;
    }

    /** How often the keys were asked for. */
    int fetches() {
        return fetches.get();
    }

    /** Signs with another key from now on, and forgets the former one. */
    void rotate() {
        key = newKey();
    }

    void available(boolean whether) {
        available = whether;
    }

    /** Claims that a gateway accepts. */
    JWTClaimsSet.Builder claims(String subject) {
        return new JWTClaimsSet.Builder()
                .issuer(url())
                .audience(AUDIENCE)
                .subject(subject)
                .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))));
    }

    /** The {@code authorization} of a sender with roles between spaces. */
    String bearer(String subject, String roles) {
        return bearer(subject, claims -> claims.claim("scope", roles));
    }

    /** The {@code authorization} of a sender with other claims. */
    String bearer(String subject, UnaryOperator<JWTClaimsSet.Builder> change) {
        return "Bearer " + token(key, change.apply(claims(subject)).build());
    }

    static String token(RSAKey key, JWTClaimsSet claims) {
        try {
            return token(JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(key), claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token whose secret is what everybody knows of the key. */
    String tokenSignedWithThePublicKey(String subject) {
        try {
            var signer = new MACSigner(key.toRSAPublicKey().getEncoded());
            return token(
                    JWSAlgorithm.HS256, key.getKeyID(), signer, claims(subject).build());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String token(JWSAlgorithm algorithm, String keyId, JWSSigner signer, JWTClaimsSet claims) {
        var token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
