package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.e2e.Client.Answer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the listener and the routes before the REST Proxy's API do for it: limits, tokens and pages of other origins. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class RestListenerIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final int LIMIT = 2_000;
    private static Issuer issuer;
    private static Scene scene;
    private static RestCalls calls;

    @BeforeAll
    static void start() {
        issuer = new Issuer();
        scene = Scene.rest(RestYaml.of().http("""
                                limits: {body: %d}
                                authorization: {jwt: {credentials: {headers: {authorization: 'Bearer {credentials}'}}}}
                                access-control:
                                  policy: cross-origin
                                  allow: {origins: ["https://shop.example"], methods: [POST], headers: [content-type]}
                                """.formatted(LIMIT)).guarded("""
                                - when: [{path: "/consumers/*"}]
                                  guarded: {jwt: [consume]}
                                  exit: client
                                - when: [{path: "/topics"}, {path: "/topics/*"}, {path: "/openapi"}]
                                  exit: client
                                """, """
                                jwt: {type: jwt, options: {issuer: "%s", audience: "%s"}}
                                """.formatted(
                                issuer.url(), Issuer.AUDIENCE)))
                .ready("/topics");
        calls = new RestCalls(scene.client());
    }

    @AfterAll
    static void stop() {
        scene.close();
        issuer.close();
    }

    private static Answer create(String... fields) {
        return scene.client().post("/consumers/" + TestKafka.name("guarded"), "", fields);
    }

    @Test
    void serveWhomTheTokenGrantsTheRole() {
        scene.eventually(
                "/consumers/x/instances/x/subscription",
                issuer.bearer("a", "consume"),
                answer -> answer.status() == 404);

        assertThat(create("authorization", issuer.bearer("a", "consume")).status())
                .isEqualTo(200);
        assertThat(create().status()).isEqualTo(401);
        assertThat(create().field("www-authenticate")).isEqualTo("Bearer realm=\"jwt\"");
        assertThat(create("authorization", issuer.bearer("a", "produce")).status())
                .isEqualTo(403);
        assertThat(create().body()).contains("\"urn:sluice:problem:unauthenticated\"");
        assertThat(scene.client().get("/topics").status()).isEqualTo(200);
    }

    @Test
    void refuseBodiesThatAreTooLarge() throws IOException {
        String topic = KAFKA.plain("too-large", 1);
        String body = "{\"records\":[{\"value\":\"" + "x".repeat(LIMIT) + "\"}]}";

        Answer announced = calls.produce(topic, "json", body);
        try (RawConnection chunked = scene.client().raw()) {
            chunked.request(
                            "POST",
                            "/topics/" + topic,
                            "content-type: " + RestCalls.type("json"),
                            "transfer-encoding: chunked")
                    .send(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
            RawConnection.Response counted = chunked.read();
            assertThat(counted.status()).isEqualTo(413);
            assertThat(counted.body()).startsWith("{\"error_code\":413,\"message\":\"");
        }

        assertThat(announced.status()).isEqualTo(413);
        assertThat(announced.field("content-type")).isEqualTo(RestCalls.V2);
        assertThat(announced.body()).startsWith("{\"error_code\":413,\"message\":\"");
        assertThat(calls.end(topic)).isEqualTo("0");
    }

    @Test
    void answerPagesOfTheOriginsThatMay() throws IOException {
        try (RawConnection page = scene.client().raw()) {
            RawConnection.Response preflight = page.request(
                            "OPTIONS",
                            "/topics/any",
                            "origin: https://shop.example",
                            "access-control-request-method: POST",
                            "access-control-request-headers: content-type")
                    .read();
            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.fields("access-control-allow-origin")).isEqualTo(List.of("https://shop.example"));
            assertThat(preflight.fields("access-control-allow-methods")).hasSize(1);

            assertThat(page.request("GET", "/topics/none", "origin: https://shop.example")
                            .read()
                            .fields("access-control-allow-origin"))
                    .isEqualTo(List.of("https://shop.example"));
            assertThat(page.request("GET", "/topics", "origin: https://else.example")
                            .read()
                            .fields("access-control-allow-origin"))
                    .isEmpty();
        }
    }
}
