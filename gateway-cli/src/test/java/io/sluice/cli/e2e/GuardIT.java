package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.sluice.cli.e2e.Client.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Routes that ask for a token of an issuer, whose keys are discovered. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class GuardIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final String BEARER = "{headers: {authorization: 'Bearer {credentials}'}";
    private static Issuer issuer;
    private static Scene scene;

    private final String path = "/items/" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        issuer = new Issuer();
        scene = Scene.open(yaml(issuer, KAFKA.compacted("items", 1)));
        scene.eventually("/open/none", answer -> answer.status() == 404);
        scene.eventually("/items/none", issuer.bearer("warm-up", "read"), answer -> answer.status() == 404);
    }

    private static GatewayYaml yaml(Issuer issuer, String topic) {
        return GatewayYaml.of("""
                        - when: [{method: GET, path: "/items/{id}"}]
                          guarded: {jwt: [read]}
                          exit: cache_client
                          with: {capability: fetch, topic: %1$s, filters: [{key: "${params.id}"}]}
                        - when: [{method: PUT, path: "/items/{id}"}]
                          guarded: {jwt: ["write:${method}:${path}"]}
                          exit: cache_client
                          with: {capability: produce, topic: %1$s, key: "${params.id}"}
                        - when: [{method: GET, path: "/open/{id}"}]
                          exit: cache_client
                          with: {capability: fetch, topic: %1$s, filters: [{key: "${params.id}"}]}
                        """.formatted(topic))
                .http("limits: {header: 200000}\nauthorization: {jwt: {credentials: " + BEARER
                        + ", query: {access_token: '{credentials}'}, cookies: {token: '{credentials}'}}}}")
                .guards("""
                        jwt:
                          type: jwt
                          options: {issuer: "%s", audience: "%s"}
                        """.formatted(issuer.url(), Issuer.AUDIENCE));
    }

    @AfterAll
    static void stop() {
        scene.close();
        issuer.close();
    }

    private Answer get(String token) {
        return scene.client().get(path, "authorization", "Bearer " + token);
    }

    private static String challenge(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        return answer.field("www-authenticate");
    }

    @Test
    void servesWhomTheTokenGrantsTheRole() {
        String role = "write:PUT:" + path;
        Answer put = scene.client().put(path, "{}", "authorization", issuer.bearer("alice", role));

        assertThat(put.status()).isEqualTo(204);
        assertThat(scene.client()
                        .get(path, "authorization", issuer.bearer("alice", "x read y"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void findsTheTokenInACookieOrTheQueryAsWell() {
        String token = issuer.bearer("alice", "read").substring("Bearer ".length());

        assertThat(scene.client().get(path, "cookie", "a=b; token=" + token).status())
                .isEqualTo(404);
        assertThat(scene.client().get(path + "?a=b&access_token=" + token).status())
                .isEqualTo(404);
    }

    @Test
    void asksForATokenWhereNoneCame() {
        Answer answer = scene.client().get(path);

        assertThat(challenge(answer)).isEqualTo("Bearer realm=\"jwt\"");
        assertThat(answer.body()).contains("urn:sluice:problem:unauthenticated");
    }

    @Test
    void forbidsWithoutTheRole() {
        Answer answer =
                scene.client().put(path, "{}", "authorization", issuer.bearer("alice", "read write:PUT:/other"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.field("www-authenticate")).isEqualTo("Bearer realm=\"jwt\", error=\"insufficient_scope\"");
    }

    @Test
    void servesWhatIsOpenWhateverTheToken() {
        assertThat(scene.client().get("/open/none", "authorization", "Bearer x").status())
                .isEqualTo(404);
    }

    static Stream<Arguments> refused() {
        Date now = Date.from(Instant.now());
        Date hourAgo = Date.from(Instant.now().minus(Duration.ofHours(1)));
        Date inAnHour = Date.from(Instant.now().plus(Duration.ofHours(1)));
        return Stream.of(
                claims("The token has expired.", claims -> claims.expirationTime(hourAgo)),
                claims("The token is not valid yet.", claims -> claims.notBeforeTime(inAnHour)),
                claims("The token is for another audience.", claims -> claims.audience("https://other.example.com")),
                claims("The token is for another audience.", claims -> claims.audience((String) null)),
                claims("The token is from another issuer.", claims -> claims.issuer("https://evil.example.com")),
                claims("The token lacks the claim that names its subject.", claims -> claims.subject(null)),
                Arguments.of(
                        "The algorithm of the token does not fit its key.",
                        issuer.tokenSignedWithThePublicKey("mallory")),
                Arguments.of(
                        "This is not a token that is signed with a named key.",
                        new PlainJWT(issuer.claims("mallory").build()).serialize()),
                Arguments.of("This is not a token that is signed with a named key.", "garbage"),
                Arguments.of("This is not a token that is signed with a named key.", "a.b.c"),
                Arguments.of("This is not a token that is signed with a named key.", "x".repeat(100_000)),
                Arguments.of("The signature of the token is wrong.", forged()),
                Arguments.of(
                        "The token names a key that its issuer does not have.",
                        Issuer.token(
                                Issuer.newKey(),
                                issuer.claims("mallory").issueTime(now).build())));
    }

    private static Arguments claims(String reason, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(reason, issuer.bearer("alice", change).substring("Bearer ".length()));
    }

    /** Alice's token with other claims under the same signature. */
    private static String forged() {
        String[] parts = issuer.bearer("alice", "read").split("[ .]", -1);
        String claims = issuer.bearer("admin", "read").split("[ .]", -1)[2];
        return parts[1] + '.' + claims + '.' + parts[3];
    }

    @ParameterizedTest
    @MethodSource
    void refused(String reason, String token) {
        Answer answer = get(token);

        assertThat(challenge(answer))
                .isEqualTo("Bearer realm=\"jwt\", error=\"invalid_token\", error_description=\"" + reason + "\"");
        assertThat(answer.body()).contains(reason).doesNotContain(token);
    }

    @Test
    void refusesEveryMutationOfAToken() {
        String token = issuer.bearer("alice", "read").substring("Bearer ".length());
        assertThat(get(token).status()).isEqualTo(404);
        var random = new Random(20_261_121);
        String alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.=+/ ";
        for (int round = 0; round < 500; round++) {
            var mutated = new StringBuilder(token);
            int at = random.nextInt(token.length() - 1); // some bits of the last character mean nothing
            char other = alphabet.charAt(random.nextInt(alphabet.length()));
            switch (random.nextInt(3)) {
                case 0 -> mutated.setCharAt(at, other == token.charAt(at) ? '~' : other);
                case 1 -> mutated.insert(at, other == token.charAt(at) ? '~' : other);
                default -> mutated.setLength(at);
            }

            assertThat(get(mutated.toString()).status()).as(mutated.toString()).isEqualTo(401);
        }
    }

    @Test
    void allowsClocksToDiffer() {
        Date justNow = Date.from(Instant.now().minusSeconds(5));
        Date soon = Date.from(Instant.now().plusSeconds(5));
        String token = issuer.bearer(
                "alice",
                claims -> claims.claim("scope", List.of("read"))
                        .expirationTime(justNow)
                        .notBeforeTime(soon));

        assertThat(scene.client().get(path, "authorization", token).status()).isEqualTo(404);
    }

    @Test
    void takesTokensOfANewKeyAtOnceAndThoseOfTheFormerNoMore() {
        try (var own = new Issuer();
                var rotated = Scene.open(yaml(own, KAFKA.compacted("rotated", 1)))) {
            String old = own.bearer("alice", "read");
            rotated.eventually("/items/1", old, answer -> answer.status() == 404);

            own.rotate();
            Answer withNew = rotated.client().get("/items/1", "authorization", own.bearer("alice", "read"));
            Answer withOld = rotated.client().get("/items/1", "authorization", old);

            assertThat(withNew.status()).isEqualTo(404);
            assertThat(withOld.status()).isEqualTo(401);
        }
    }

    @Test
    void doesNotAskTheIssuerForEveryKeyThatClientsMakeUp() {
        try (var own = new Issuer();
                var pestered = Scene.open(yaml(own, KAFKA.compacted("pestered", 1)))) {
            pestered.eventually("/items/1", own.bearer("alice", "read"), answer -> answer.status() == 404);

            IntStream.range(0, 20).forEach(i -> {
                String token =
                        Issuer.token(Issuer.newKey(), own.claims("mallory").build());
                assertThat(pestered.client()
                                .get("/items/1", "authorization", "Bearer " + token)
                                .status())
                        .isEqualTo(401);
            });

            assertThat(own.fetches()).isLessThan(15);
        }
    }

    @Test
    void startsWithoutTheIssuerAndServesOnceItIsThere() {
        try (var own = new Issuer()) {
            own.available(false);
            try (var waiting = Scene.open(yaml(own, KAFKA.compacted("waiting", 1)))) {
                waiting.ready("/open/1");
                Answer early = waiting.client().get("/items/1", "authorization", own.bearer("alice", "read"));
                own.available(true);
                waiting.eventually("/items/1", own.bearer("alice", "read"), answer -> answer.status() == 404);
                own.available(false);
                Answer late = waiting.client().get("/items/1", "authorization", own.bearer("bob", "read"));

                assertThat(early.status()).isEqualTo(503);
                assertThat(early.field("retry-after")).isEqualTo("1");
                assertThat(early.body()).contains("urn:sluice:problem:keys-unavailable");
                assertThat(late.status()).isEqualTo(404);
            }
        }
    }
}
