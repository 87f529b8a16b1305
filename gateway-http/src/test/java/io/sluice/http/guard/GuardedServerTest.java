package io.sluice.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.password4j.BcryptFunction;
import com.password4j.Password;
import com.password4j.types.Bcrypt;
import com.sun.net.httpserver.HttpExchange;
import io.sluice.config.load.GatewayModel;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.flow.Identity;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.Problem;
import io.sluice.http.HttpServer;
import io.sluice.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guards between a real client and a handler that says who the sender is. */
class GuardedServerTest {
    private static final String UNKNOWN = "-";

    private static RSAKey key;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeKey() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
    }

    /** Answers with the sender's name, or with why it is not known. */
    private static void whoIs(Invocation invocation) {
        Identity identity = invocation.identity();
        Problem refusal = identity.refusal("g");
        if (identity.grants("g", List.of())) {
            invocation.complete(new HttpResponse(200, HttpFields.empty(), Body.of(String.valueOf(identity.name("g")))));
        } else if (refusal != null) {
            invocation.fail(refusal);
        } else {
            invocation.complete(new HttpResponse(200, HttpFields.empty(), Body.of(UNKNOWN)));
        }
    }

    /** A server behind one guard. */
    private final class Scene implements AutoCloseable {
        private final FileWatch files = FileWatch.every(Duration.ofMillis(100));
        private final Guards guards;
        private final HttpServer server;

        Scene(String pattern, String guard) {
            GatewayModel.Loaded loaded = GatewayModel.load("zilla.yaml", """
                    name: test
                    guards: {g: {%2$s}}
                    bindings:
                      tcp_server: {type: tcp, kind: server, options: {host: 127.0.0.1, port: 7114}, exit: http_server}
                      http_server:
                        type: http
                        kind: server
                        options: {authorization: {g: {credentials: {headers: {authorization: '%1$s'}}}}}
                        exit: http_kafka
                      http_kafka:
                        type: http-kafka
                        kind: proxy
                        routes: [{exit: client, with: {capability: produce, topic: items}}]
                      client: {type: kafka, kind: client, options: {servers: ["127.0.0.1:9092"]}}
                    """.formatted(pattern, guard), Map.of());
            guards = Guards.open(loaded.config(), loaded.topology(), folder, files);
            guards.start();
            server = HttpServer.start(
                    HttpServerOptions.on("127.0.0.1", 0),
                    guards.before(loaded.topology().listeners().get(0), GuardedServerTest::whoIs));
        }

        /** The status and, unless that is a problem, who the sender is. */
        String ask(String authorization) throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(server.uri());
            if (!authorization.isEmpty()) {
                request.header("authorization", authorization);
            }
            var response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body() : Integer.toString(response.statusCode());
        }

        @Override
        public void close() {
            server.close();
            guards.close();
            files.close();
        }
    }

    private static JWTClaimsSet.Builder claims(String issuer) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience("api")
                .subject("alice")
                .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))));
    }

    private static String bearer(JWTClaimsSet claims) throws Exception {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(key));
        return "Bearer " + token.serialize();
    }

    @Test
    void knowsTheBearerOfATokenWhoseKeyIsInTheFile() throws Exception {
        String jwk = "{kty: RSA, kid: one, alg: RS256, e: AQAB, n: "
                + key.toPublicJWK().getModulus() + "}";
        try (var scene = new Scene(
                "Bearer {credentials}", "type: jwt, options: {issuer: me, audience: api, keys: [" + jwk + "]}")) {
            assertThat(scene.ask(bearer(claims("me").build()))).isEqualTo("alice");
            assertThat(scene.ask(bearer(claims("me").build()))).isEqualTo("alice"); // as is remembered
            assertThat(scene.ask("")).isEqualTo(UNKNOWN);
            assertThat(scene.ask("Bearer nonsense")).isEqualTo("401");
            assertThat(scene.ask(bearer(claims("you").build()))).isEqualTo("401");
            assertThat(scene.ask(bearer(claims("me").audience("other").build())))
                    .isEqualTo("401");
            assertThat(scene.ask(bearer(claims("me").subject(null).build()))).isEqualTo("401");
            Date past = Date.from(Instant.now().minus(Duration.ofMinutes(5)));
            assertThat(scene.ask(bearer(claims("me").expirationTime(past).build())))
                    .isEqualTo("401");
            Date future = Date.from(Instant.now().plus(Duration.ofMinutes(5)));
            assertThat(scene.ask(bearer(claims("me").notBeforeTime(future).build())))
                    .isEqualTo("401");
        }
    }

    @Test
    void knowsTheBearerOfATokenWhoseKeyTheIssuerShows() throws Exception {
        var issuer =
                com.sun.net.httpserver.HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://127.0.0.1:" + issuer.getAddress().getPort();
        issuer.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(exchange, "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\"}".formatted(url)));
        issuer.createContext("/keys", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
        try (var scene =
                new Scene("Bearer {credentials}", "type: jwt, options: {issuer: '" + url + "', audience: api}")) {
            String token = bearer(claims(url).build());
            assertThat(scene.ask(token)).isEqualTo("503");

            issuer.start();

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(scene.ask(token)).isEqualTo("alice"));
        } finally {
            issuer.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String basic(String name, String password) {
        byte[] bytes = (name + ':' + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }

    private static String line(String name, String password) {
        var hash = Password.hash(password).with(BcryptFunction.getInstance(Bcrypt.Y, 4));
        return name + ":" + Objects.requireNonNull(hash.getResult()) + "\n";
    }

    @Test
    void knowsWhoHasThePassword() throws Exception {
        Path file = Files.writeString(folder.resolve("users"), line("alice", "one"));
        try (var scene = new Scene("Basic {username}:{password}", "type: basic, options: {file: users}")) {
            assertThat(scene.ask(basic("alice", "one"))).isEqualTo("alice");
            assertThat(scene.ask(basic("alice", "one"))).isEqualTo("alice"); // as is remembered
            assertThat(scene.ask(basic("alice", "two"))).isEqualTo("401");
            assertThat(scene.ask(basic("nobody", "one"))).isEqualTo("401");
            assertThat(scene.ask("")).isEqualTo(UNKNOWN);

            Files.writeString(file, line("alice", "another") + line("bob", "b"));

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(scene.ask(basic("bob", "b"))).isEqualTo("bob"));
            assertThat(scene.ask(basic("alice", "one"))).isEqualTo("401");
        }
    }

    @Test
    void knowsTheKeyOfTheFile() throws Exception {
        try (var scene =
                new Scene("Bearer {credentials}", "type: inline, options: {identity: machine, credentials: secret}")) {
            assertThat(scene.ask("Bearer secret")).isEqualTo("machine");
            assertThat(scene.ask("Bearer other")).isEqualTo("401");
        }
    }
}
