package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import com.password4j.BcryptFunction;
import com.password4j.Password;
import com.password4j.types.Bcrypt;
import io.sluice.cli.TestGateway;
import io.sluice.cli.e2e.Client.Answer;
import io.sluice.dev.DevBroker;
import io.sluice.dev.DevBrokerOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A broker that wants to know each sender, and lets each do what its own ACLs allow. */
@ExtendWith(WatchIoThreads.class)
@Timeout(120)
class UserCredentialsIT {
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule required;";
    private static final String TOKENS =
            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;";
    private static final String PASSWORDS = "authorization: {users: {credentials: {mechanism: scram-sha-512,"
            + " username: '{identity}', password: '{credentials}'}}}";
    private static final String OWN = "sasl: {mechanism: scram-sha-512, username: gateway, password: own}\n";

    @TempDir
    private static Path folder;

    private static Issuer issuer;
    private static DevBroker broker;
    private static String bootstrap;

    @BeforeAll
    static void start() throws Exception {
        issuer = new Issuer();
        System.setProperty(ALLOWED_URLS, issuer.url() + "/keys");
        int port = Ports.free();
        bootstrap = "127.0.0.1:" + port;
        String tokens = "listener.name.sasl.oauthbearer.";
        broker = DevBroker.ephemeral(DevBrokerOptions.defaults()
                .listening("SASL", port)
                .with("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL:SASL_PLAINTEXT")
                .with("sasl.enabled.mechanisms", "SCRAM-SHA-512,OAUTHBEARER")
                .with("listener.name.sasl.scram-sha-512.sasl.jaas.config", SCRAM)
                .with(tokens + "sasl.jaas.config", TOKENS)
                .with(
                        tokens + "sasl.server.callback.handler.class",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler")
                .with(tokens + "connections.max.reauth.ms", "3000")
                .with("sasl.oauthbearer.jwks.endpoint.url", issuer.url() + "/keys")
                .with("sasl.oauthbearer.expected.audience", Issuer.AUDIENCE)
                .with("sasl.oauthbearer.expected.issuer", issuer.url())
                .with("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .with("super.users", "User:ANONYMOUS"));
        try (var admin = admin()) {
            List<String> users = List.of("gateway:own", "alice:wonder", "bob:build");
            for (String user : users) {
                var credentials = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
                String[] parts = user.split(":", -1);
                admin.alterUserScramCredentials(
                                List.of(new UserScramCredentialUpsertion(parts[0], credentials, parts[1])))
                        .all()
                        .get();
            }
        }
        List<String> lines = new ArrayList<>();
        for (String user : List.of("alice:wonder", "bob:build", "carol:unknown")) {
            String[] parts = user.split(":", -1);
            lines.add(parts[0] + ":"
                    + Password.hash(parts[1])
                            .with(BcryptFunction.getInstance(Bcrypt.Y, 5))
                            .getResult());
        }
        Files.write(folder.resolve("users"), lines);
    }

    @AfterAll
    static void stop() {
        broker.close();
        issuer.close();
        System.clearProperty(ALLOWED_URLS);
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    }

    /** A topic that the gateway may read, and the users do what is said of each, such as {@code alice:WRITE}. */
    private static String topic(String name, String... rights) throws ExecutionException, InterruptedException {
        broker.createTopic(name, 1, Map.of("cleanup.policy", "compact"));
        try (var admin = admin()) {
            List<AclBinding> acls = new ArrayList<>(List.of(acl("gateway", name, AclOperation.READ)));
            for (String right : rights) {
                String[] parts = right.split(":", -1);
                acls.add(acl(parts[0], name, AclOperation.valueOf(parts[1])));
            }
            admin.createAcls(acls).all().get();
        }
        return name;
    }

    private static AclBinding acl(String user, String topic, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }

    private static String routes(String topic) {
        return """
                - when: [{method: GET, path: "/items/{id}"}]
                  guarded: {users: []}
                  exit: cache_client
                  with: {capability: fetch, topic: %1$s, filters: [{key: "${params.id}"}]}
                - when: [{path: "/items/{id}"}]
                  guarded: {users: []}
                  exit: cache_client
                  with: {capability: produce, topic: %1$s, key: "${params.id}"}
                """.formatted(topic);
    }

    private static GatewayYaml basic(String routes, String clientOptions) {
        return GatewayYaml.of(routes)
                .http(
                        "authorization: {users: {credentials: {headers: {authorization: 'Basic {username}:{password}'}}}}")
                .guards("users: {type: basic, options: {file: '" + folder.resolve("users") + "'}}")
                .client(clientOptions);
    }

    private static GatewayYaml jwt(String routes, String clientOptions) {
        return GatewayYaml.of(routes)
                .http("authorization: {users: {credentials: {headers: {authorization: 'Bearer {credentials}'}}}}")
                .guards("users: {type: jwt, options: {issuer: '%s', audience: '%s', keys: '%s/keys'}}"
                        .formatted(issuer.url(), Issuer.AUDIENCE, issuer.url()))
                .client(clientOptions);
    }

    private static String as(String name, String password) {
        byte[] bytes = (name + ':' + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }

    private static final String ALICE = as("alice", "wonder");
    private static final String BOB = as("bob", "build");
    private static final String CAROL = as("carol", "unknown");

    private static Answer put(Scene scene, String id, String authorization) {
        return scene.client().put("/items/" + id, "\"" + id + "\"", "authorization", authorization);
    }

    private static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.body()).contains("urn:sluice:problem:" + type);
        assertThat(answer.status()).isEqualTo(status);
    }

    /** A token as brokers want it, with the time at which it was issued. */
    private static String issued(String subject, UnaryOperator<JWTClaimsSet.Builder> change) {
        return issuer.bearer(subject, claims -> change.apply(claims.issueTime(Date.from(Instant.now()))));
    }

    @Test
    void writesWhatTheSenderMayWrite() throws Exception {
        String topic = topic("written", "alice:WRITE", "bob:READ");
        try (Scene scene = Scene.open(basic(routes(topic), OWN + PASSWORDS), bootstrap)) {
            assertThat(put(scene, "1", ALICE).status()).isEqualTo(204);
            Answer denied = put(scene, "2", BOB);

            assertProblem(denied, 403, "topic-denied");
            assertThat(denied.body()).doesNotContain(topic);
            assertThat(put(scene, "3", ALICE).status()).isEqualTo(204);
            scene.eventually("/items/3", BOB, answer -> answer.status() == 200);
            assertThat(scene.client().get("/items/2", "authorization", BOB).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void readsWhatTheSenderMayRead() throws Exception {
        String topic = topic("read", "alice:WRITE", "alice:READ", "bob:WRITE");
        try (Scene scene = Scene.open(basic(routes(topic), OWN + PASSWORDS), bootstrap)) {
            assertThat(put(scene, "1", BOB).status()).isEqualTo(204);
            scene.eventually("/items/1", ALICE, answer -> answer.status() == 200);

            assertProblem(scene.client().get("/items/1", "authorization", BOB), 403, "topic-denied");
            assertThat(scene.client().get("/items/1", "authorization", ALICE).body())
                    .isEqualTo("\"1\"");
        }
    }

    @Test
    void doesNotTellAMissingTopicFromAForbiddenOne() throws Exception {
        try (Scene scene = Scene.open(basic(routes("never-created"), OWN + PASSWORDS), bootstrap)) {
            assertProblem(put(scene, "1", ALICE), 403, "topic-denied");
            assertProblem(scene.client().get("/items/1", "authorization", ALICE), 403, "topic-denied");
        }
    }

    @Test
    void turnsAwayWhomTheBrokersDoNotKnow() throws Exception {
        String topic = topic("refusing", "alice:WRITE", "alice:READ");
        try (var gateway =
                TestGateway.start(basic(routes(topic), OWN + PASSWORDS).text(), bootstrap)) {
            var client = new Client(gateway.uri());
            var operator = new Client(gateway.admin());

            List<CompletableFuture<Answer>> answers = IntStream.range(0, 50)
                    .mapToObj(
                            i -> client.sending(i % 2 == 0 ? "PUT" : "GET", "/items/" + i, "1", "authorization", CAROL))
                    .toList();
            Answer known = client.put("/items/a", "1", "authorization", ALICE);

            assertThat(known.status()).isEqualTo(204);
            assertThat(answers).allSatisfy(answer -> assertProblem(answer.join(), 403, "sender-refused"));
            assertProblem(client.get("/items/a", "authorization", CAROL), 403, "sender-refused");
            assertThat(client.get("/items/a").status()).isEqualTo(401);
            await().atMost(Duration.ofSeconds(8))
                    .untilAsserted(
                            () -> assertThat(operator.get("/readyz").body().replaceAll("\\s", ""))
                                    .contains("\"users\":{\"connected\":1,\"limit\":100,\"refused\":1}"));
        }
    }

    @Test
    void makesRoomForOneUserAfterTheOther() throws Exception {
        String topic = topic("bounded", "alice:WRITE", "bob:WRITE");
        try (var gateway = TestGateway.start(
                basic(routes(topic), OWN + PASSWORDS + "\nlimits: {users: 1}").text(), bootstrap)) {
            var client = new Client(gateway.uri());
            var operator = new Client(gateway.admin());

            for (int i = 0; i < 5; i++) {
                for (String user : List.of(ALICE, BOB)) {
                    assertThat(client.put("/items/" + i, "1", "authorization", user)
                                    .status())
                            .isEqualTo(204);
                }
            }

            assertThat(operator.get("/readyz").body().replaceAll("\\s", ""))
                    .contains("\"users\":{\"connected\":1,\"limit\":1,\"refused\":0}");
        }
    }

    @Test
    void noticesThatARightWasTakenAway() throws Exception {
        String topic = topic("revoked", "alice:WRITE", "alice:READ");
        try (Scene scene = Scene.open(basic(routes(topic), OWN + PASSWORDS), bootstrap)) {
            assertThat(put(scene, "1", ALICE).status()).isEqualTo(204);
            scene.eventually("/items/1", ALICE, answer -> answer.status() == 200);
            CompletableFuture<Answer> waiting =
                    scene.client().getting("/items/none", "authorization", ALICE, "prefer", "wait=40");

            try (var admin = admin()) {
                admin.deleteAcls(List.of(acl("alice", topic, AclOperation.READ).toFilter()))
                        .all()
                        .get();
            }

            await().atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() ->
                            assertProblem(scene.client().get("/items/1", "authorization", ALICE), 403, "topic-denied"));
            assertThat(put(scene, "none", ALICE).status()).isEqualTo(204);
            assertProblem(waiting.join(), 403, "topic-denied");
        }
    }

    @Test
    void handsTokensOnAndRenewsThem() throws Exception {
        String topic = topic("tokens", "alice:WRITE", "alice:READ");
        String tokens = "authorization: {users: {credentials: {mechanism: oauthbearer, token: '{credentials}'}}}";
        try (var gateway = TestGateway.start(jwt(routes(topic), OWN + tokens).text(), bootstrap)) {
            var client = new Client(gateway.uri());
            var operator = new Client(gateway.admin());
            Instant end = Instant.now().plusSeconds(6);
            String first = issued("alice", claims -> claims.expirationTime(Date.from(end)));
            String second = issued("alice", claims -> claims.jwtID("another"));

            await().untilAsserted(() -> assertThat(
                            client.put("/items/1", "1", "authorization", first).status())
                    .isEqualTo(204));
            assertThat(client.put("/items/2", "2", "authorization", second).status())
                    .isEqualTo(204);
            await().until(() -> Instant.now().isAfter(end.plusSeconds(1)));
            assertThat(client.put("/items/3", "3", "authorization", second).status())
                    .isEqualTo(204);

            await().untilAsserted(() -> assertThat(
                            client.get("/items/3", "authorization", second).body())
                    .isEqualTo("3"));
            assertThat(operator.get("/readyz").body().replaceAll("\\s", "")).contains("\"connected\":1");
            assertProblem(
                    client.put("/items/4", "4", "authorization", issued("mallory", claims -> claims)),
                    403,
                    "topic-denied");
            assertThat(client.put("/items/5", "5", "authorization", second).status())
                    .isEqualTo(204);
        }
    }
}
