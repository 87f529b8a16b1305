package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.e2e.Client.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Senders who share topics, and what keeps one from what belongs to another. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class TenantIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static Issuer issuer;
    private static Scene scene;
    private static Service service;
    private static String requests = "";

    private final String id = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        issuer = new Issuer();
        String items = KAFKA.compacted("items", 1);
        requests = KAFKA.plain("requests", 1);
        String responses = KAFKA.plain("responses", 1);
        scene = Scene.open(GatewayYaml.of("""
                        - when: [{method: GET, path: "/items"}]
                          guarded: {jwt: []}
                          exit: cache_client
                          with:
                            capability: fetch
                            topic: %1$s
                            filters: [{headers: {owner: "${guarded['jwt'].identity}"}}]
                            merge: {content-type: application/json}
                        - when: [{method: GET, path: "/items/{id}"}]
                          guarded: {jwt: []}
                          exit: cache_client
                          with:
                            capability: fetch
                            topic: %1$s
                            filters: [{key: "${guarded['jwt'].identity}/${params.id}"}]
                        - when: [{method: PUT, path: "/items/{id}"}]
                          guarded: {jwt: []}
                          exit: cache_client
                          with:
                            capability: produce
                            topic: %1$s
                            key: "${guarded['jwt'].identity}/${params.id}"
                            overrides: {owner: "${guarded['jwt'].identity}"}
                        - when: [{method: PUT, path: "/tenants/{id}"}]
                          guarded: {jwt: []}
                          exit: cache_client
                          with:
                            capability: produce
                            topic: %1$s
                            key: "${guarded['jwt'].attributes.tenant}/${params.id}"
                        - when:
                            - {method: PUT, path: "/orders/{id}"}
                            - {method: GET, path: "/orders/{id};cid={correlationId}"}
                          guarded: {jwt: []}
                          exit: cache_client
                          with:
                            capability: produce
                            topic: %2$s
                            key: "${params.id}"
                            reply-to: %3$s
                            timeout: 20
                            async: {location: "/orders/${params.id};cid=${correlationId}"}
                        """.formatted(items, requests, responses))
                .http("authorization: {jwt: {credentials: {headers: {authorization: 'Bearer {credentials}'},"
                        + " query: {access_token: '{credentials}'}}}}")
                .guards("""
                        jwt:
                          type: jwt
                          options: {issuer: "%1$s", audience: "%2$s", keys: "%1$s/keys", attributes: {tenant: org.name}}
                        """.formatted(issuer.url(), Issuer.AUDIENCE)));
        service = Service.replying(KAFKA, requests, record -> Service.Reply.of("done"));
        scene.eventually("/items/none", issuer.bearer("warm-up", ""), answer -> answer.status() == 404);
        scene.eventually("/orders/0;cid=none", issuer.bearer("warm-up", ""), answer -> answer.status() == 404);
    }

    @AfterAll
    static void stop() {
        service.close();
        scene.close();
        issuer.close();
    }

    private static Answer put(String sender, String target) {
        return scene.client().put(target, "{\"of\":\"" + sender + "\"}", "authorization", issuer.bearer(sender, ""));
    }

    private static Answer get(String sender, String target) {
        return scene.client().get(target, "authorization", issuer.bearer(sender, ""));
    }

    @Test
    void givesEachSenderItsOwn() {
        put("alice", "/items/" + id);
        put("bob", "/items/" + id);

        assertThat(get("alice", "/items/" + id).body()).isEqualTo("{\"of\":\"alice\"}");
        assertThat(get("bob", "/items/" + id).body()).isEqualTo("{\"of\":\"bob\"}");
        assertThat(get("eve", "/items/" + id).status()).isEqualTo(404);
        assertThat(get("alice", "/items").body()).contains("alice").doesNotContain("bob");
    }

    @Test
    void letsNobodySlipIntoAnothersKeysThroughASeparator() {
        put("a", "/items/b%2F" + id);

        Answer read = get("a/b", "/items/" + id);
        Answer written = put("a/b", "/items/" + id);

        assertThat(get("a", "/items/b%2F" + id).status()).isEqualTo(200);
        assertThat(List.of(read.status(), written.status())).containsExactly(403, 403);
        assertThat(read.body()).contains("separates names");
    }

    @Test
    void refusesWhoLacksTheAttributeThatTheKeyStartsWith() {
        String without = issuer.bearer("alice", "");
        String with = issuer.bearer("alice", claims -> claims.claim("org", Map.of("name", "acme")));

        assertThat(scene.client()
                        .put("/tenants/" + id, "{}", "authorization", without)
                        .status())
                .isEqualTo(403);
        assertThat(scene.client()
                        .put("/tenants/" + id, "{}", "authorization", with)
                        .status())
                .isEqualTo(204);
    }

    @Test
    void tellsTheReplyToItsSenderOnly() {
        Answer accepted = scene.client()
                .put("/orders/" + id, "order", "authorization", issuer.bearer("alice", ""), "prefer", "respond-async");
        String location = accepted.field("location");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(scene.eventually(location, issuer.bearer("alice", ""), answer -> answer.status() == 200)
                        .body())
                .isEqualTo("done");
        assertThat(get("bob", location).status()).isEqualTo(404);
        assertThat(scene.client().get(location).status()).isEqualTo(401);
    }

    @Test
    void keepsTheRequestsOfTwoSendersApartWhoUseTheSameIdempotencyKey() {
        for (String sender : List.of("alice", "bob")) {
            Answer answer = scene.client()
                    .put("/orders/" + id, "x", "authorization", issuer.bearer(sender, ""), "idempotency-key", id);
            assertThat(answer.body()).isEqualTo("done");
        }

        assertThat(service.requests(id)).hasSize(2);
    }

    @Test
    void writesNoTokenIntoARecord() {
        String token = issuer.bearer("alice", "").substring("Bearer ".length());
        String query = "?a=1&access_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8) + "&b=2";

        assertThat(scene.client().put("/orders/" + id + query, "x").body()).isEqualTo("done");

        assertThat(TestKafka.headers(service.requests(id).get(0)))
                .contains(":path: /orders/" + id + "?a=1&b=2")
                .noneMatch(header -> header.contains(token));
    }
}
