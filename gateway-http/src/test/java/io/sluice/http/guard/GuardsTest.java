package io.sluice.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.config.InvalidConfigException;
import io.sluice.config.Secret;
import io.sluice.config.fold.Listener;
import io.sluice.config.load.GatewayModel;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.flow.Identity;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardsTest {
    private static final RequestHandler HANDLER = invocation -> {};

    @TempDir
    Path folder;

    private static GatewayModel.Loaded load(String authorization, String guards) {
        return GatewayModel.load("zilla.yaml", """
                name: test
                guards: {%2$s}
                bindings:
                  tcp_server: {type: tcp, kind: server, options: {host: 127.0.0.1, port: 7114}, exit: http_server}
                  http_server: {type: http, kind: server, %1$s exit: http_kafka}
                  http_kafka:
                    type: http-kafka
                    kind: proxy
                    routes: [{exit: client, with: {capability: produce, topic: items}}]
                  client: {type: kafka, kind: client, options: {servers: ["127.0.0.1:9092"]}}
                """.formatted(authorization, guards), Map.of());
    }

    private final FileWatch files = FileWatch.every(Duration.ofDays(1));

    @AfterEach
    void stopWatching() {
        files.close();
    }

    private Guards open(GatewayModel.Loaded loaded) {
        return Guards.open(loaded.config(), loaded.topology(), folder, files);
    }

    private static String authorization(String pattern) {
        return "options: {authorization: {g: {credentials: {headers: {authorization: '" + pattern + "'}}}}},";
    }

    @Test
    void leavesAListenerWithoutGuardsAsItIs() {
        GatewayModel.Loaded loaded = load("", "");
        Listener listener = loaded.topology().listeners().get(0);

        try (Guards guards = open(loaded)) {
            assertThat(guards.before(listener, HANDLER)).isSameAs(HANDLER);
        }
    }

    /** An issuer that is asked for keys twice would be asked by two threads. */
    @Test
    void liveOnAsLongAsAConfigurationDescribesThem() {
        String pattern = authorization("Bearer {credentials}");
        String guard = "g: {type: jwt, options: {issuer: 'https://issuer.invalid', audience: %s}}";
        GatewayModel.Loaded first = load(pattern, guard.formatted("api"));
        GatewayModel.Loaded same = load(pattern, "\n\n  " + guard.formatted("api"));
        GatewayModel.Loaded changed = load(pattern, guard.formatted("other"));
        var living = new LivingGuards(folder, files);
        long before = keyThreads();

        Guards one = living.open(first.config(), first.topology());
        one.start();
        Guards two = living.open(same.config(), same.topology());
        two.start();
        assertThat(keyThreads() - before).isEqualTo(1);
        Guards three = living.open(changed.config(), changed.topology());
        three.start();
        assertThat(keyThreads() - before).isEqualTo(2);
        one.close();
        assertThat(keyThreads() - before).isEqualTo(2);
        two.close();
        three.close();
        await().until(() -> keyThreads() == before);
    }

    private static long keyThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("keys-g"))
                .count();
    }

    @Test
    void standsBeforeAListenerThatNamesAGuard() {
        GatewayModel.Loaded loaded = load(
                authorization("Bearer {credentials}"),
                "g: {type: jwt, options: {issuer: 'https://issuer.example.com', audience: api}}");
        Listener listener = loaded.topology().listeners().get(0);

        try (Guards guards = open(loaded)) {
            assertThat(guards.before(listener, HANDLER)).isInstanceOf(GuardedHandler.class);
        }
    }

    @Test
    void saysWhichKeysCannotBeUsed() {
        GatewayModel.Loaded loaded = load(
                authorization("Bearer {credentials}"),
                "g: {type: jwt, options: {issuer: i, audience: a, keys: ["
                        + "{kty: RSA, kid: one, alg: RS256, n: abc, e: AQAB}, {kty: oct, kid: two, alg: HS256}]}}");

        assertThatThrownBy(() -> open(loaded))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("guards.g.options.keys[0]: the key has 16 bits (expected: 2048 to 8192)")
                .hasMessageContaining("guards.g.options.keys[1]: the key cannot be read");
    }

    @Test
    void saysWhichFileCannotBeRead() {
        GatewayModel.Loaded loaded =
                load(authorization("Basic {username}:{password}"), "g: {type: basic, options: {file: none}}");

        assertThatThrownBy(() -> open(loaded))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("guards.g: cannot read " + folder.resolve("none"));
    }

    @Test
    void putsTogetherWhatTwoGuardsKnow() {
        Problem problem = Problem.of(ProblemType.UNAUTHENTICATED, "x");
        Identity known = new Sender(
                "a", new Verdict.Accepted("alice", Map.of("org", "acme"), Set.of("read")), new Secret("s3cret"));
        Identity refused = new Refused("b", problem);

        Identity both = new TwoIdentities(refused, known);

        assertThat(both.name("a")).isEqualTo("alice");
        assertThat(both.attribute("a", "org")).isEqualTo("acme");
        assertThat(both.credentials("a")).isEqualTo(new Secret("s3cret"));
        assertThat(both.credentials("b")).isNull();
        assertThat(both.grants("a", List.of("read"))).isTrue();
        assertThat(both.grants("b", List.of())).isFalse();
        assertThat(both.refusal("b")).isEqualTo(problem);
        assertThat(both.refusal("a")).isNull();
        assertThat(both.subject()).isEqualTo(known.subject());
        assertThat(new TwoIdentities(known, known).subject()).isEqualTo("7:a:alicea:alice");
        assertThat(known).hasToString("sender known to a");
        assertThat(both.toString()).doesNotContain("s3cret", "alice");
    }
}
