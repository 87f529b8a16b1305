package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static io.sluice.cli.e2e.GatewayYaml.produce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.TestGateway;
import io.sluice.dev.DevBroker;
import io.sluice.dev.DevBrokerOptions;
import io.sluice.dev.DevCertificates;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Brokers that require TLS, a password, and ACLs. */
@Timeout(120)
class SecureKafkaIT {
    private static final String TOPIC = "items";
    private static final String FORBIDDEN = "secret-items";
    private static final String PLAIN_USERS =
            "org.apache.kafka.common.security.plain.PlainLoginModule required" + " user_alice=\"wonder \\\"land\\\"\";";
    private static final String TOKENS = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
            + " unsecuredLoginStringClaim_sub=\"alice\";";
    private static final String SCRAM_USERS = "org.apache.kafka.common.security.scram.ScramLoginModule required;";

    private static final String NO_PASSWORD = "limits: {views: 10}";

    @TempDir
    private static Path folder;

    private static DevBroker broker;
    private static int tlsPort;
    private static int mutualPort;
    private static int saslPort;

    @BeforeAll
    static void start() throws Exception {
        var certificates = DevCertificates.in(folder);
        certificates.issue("broker", "CN=broker", "EC", "dns:localhost", "ip:127.0.0.1");
        certificates.issue("gateway", "CN=gateway", "EC");
        tlsPort = Ports.free();
        mutualPort = Ports.free();
        saslPort = Ports.free();
        broker = DevBroker.ephemeral(DevBrokerOptions.defaults()
                .listening("TLS", tlsPort)
                .listening("MUTUAL", mutualPort)
                .listening("SASL", saslPort)
                .with(
                        "listener.security.protocol.map",
                        "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT,TLS:SSL,MUTUAL:SSL,SASL:SASL_SSL")
                .with("ssl.keystore.location", certificates.keyStore().toString())
                .with("ssl.keystore.password", DevCertificates.PASSWORD)
                .with("ssl.truststore.location", certificates.trustStore().toString())
                .with("ssl.truststore.password", DevCertificates.PASSWORD)
                .with("listener.name.mutual.ssl.client.auth", "required")
                .with("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER")
                .with("listener.name.sasl.plain.sasl.jaas.config", PLAIN_USERS)
                .with("listener.name.sasl.scram-sha-256.sasl.jaas.config", SCRAM_USERS)
                .with("listener.name.sasl.scram-sha-512.sasl.jaas.config", SCRAM_USERS)
                .with("listener.name.sasl.oauthbearer.sasl.jaas.config", TOKENS)
                .with("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .with("super.users", "User:ANONYMOUS"));
        broker.createTopic(TOPIC, 1, Map.of("cleanup.policy", "compact"));
        broker.createTopic(FORBIDDEN, 1, Map.of("cleanup.policy", "compact"));
        letIn("alice", "CN=gateway");
    }

    /** Makes the SCRAM passwords, and lets the users use one of the topics and see the other. */
    private static void letIn(String... users) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            setPassword(admin, ScramMechanism.SCRAM_SHA_256, "256");
            setPassword(admin, ScramMechanism.SCRAM_SHA_512, "512");
            for (String user : users) {
                admin.createAcls(List.of(
                                allow(user, ResourceType.TOPIC, TOPIC, AclOperation.ALL),
                                allow(user, ResourceType.TOPIC, FORBIDDEN, AclOperation.DESCRIBE),
                                allow(user, ResourceType.CLUSTER, "kafka-cluster", AclOperation.IDEMPOTENT_WRITE)))
                        .all()
                        .get();
            }
        }
    }

    private static void setPassword(Admin admin, ScramMechanism mechanism, String password)
            throws ExecutionException, InterruptedException {
        var credentials = new ScramCredentialInfo(mechanism, 4096);
        admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion("alice", credentials, password)))
                .all()
                .get();
    }

    private static AclBinding allow(String user, ResourceType type, String name, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static String yaml(String clientOptions, String tlsOptions) {
        return GatewayYaml.of(
                                fetch("/items/{id}", TOPIC, "filters: [{key: '${params.id}'}]"),
                                fetch("/secrets/{id}", FORBIDDEN, "filters: [{key: '${params.id}'}]"),
                                produce("/items/{id}", TOPIC, "key: ${params.id}"),
                                produce("/secrets/{id}", FORBIDDEN, "key: ${params.id}"))
                        .client(clientOptions)
                        .text()
                        .replace("exit: tcp_client", "exit: tls_client")
                + """
                  tls_client:
                    type: tls
                    kind: client
                    vault: files
                    options: {%s}
                    exit: tcp_client
                guards:
                  alice:
                    type: inline
                    options: {identity: alice, credentials: '512'}
                vaults:
                  files:
                    type: filesystem
                    options:
                      keys: {store: %s/keys.p12, password: changeit}
                      trust: {store: %s/ca.crt, type: pem}
                """.formatted(tlsOptions, folder, folder);
    }

    private static void writesAndReads(String yaml, int port, String id) {
        try (var gateway = TestGateway.start(yaml, "localhost:" + port)) {
            var client = new Client(gateway.uri());

            assertThat(client.put("/items/" + id, "\"here\"").status()).isEqualTo(204);
            await().untilAsserted(
                            () -> assertThat(client.get("/items/" + id).body()).isEqualTo("\"here\""));
        }
    }

    @Test
    void showsACertificateToTheBroker() {
        writesAndReads(yaml(NO_PASSWORD, "trust: [ca], keys: [gateway]"), mutualPort, "mutual");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sasl: {mechanism: plain, username: alice, password: 'wonder \"land\"'}",
                "sasl: {mechanism: scram-sha-256, username: alice, password: '256'}",
                "sasl: {mechanism: scram-sha-512, username: alice, password: '512'}",
                "authorization: {alice: {credentials: {mechanism: scram-sha-512, username: '{identity}',"
                        + " password: '{credentials}'}}}",
                // {"alg":"none"} {"sub":"alice","exp":4102444800}
                "authorization: {alice: {credentials: {mechanism: oauthbearer,"
                        + " token: eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSIsImV4cCI6NDEwMjQ0NDgwMH0.}}}"
            })
    void provesWhoItIs(String credentials) {
        writesAndReads(yaml(credentials, "trust: [ca]"), saslPort, "sasl");
    }

    @Test
    void answers502WhereTheAclsForbid() {
        String credentials = "sasl: {mechanism: scram-sha-512, username: alice, password: '512'}";
        try (var gateway = TestGateway.start(yaml(credentials, "trust: [ca]"), "localhost:" + saslPort)) {
            var client = new Client(gateway.uri());

            assertThat(client.put("/secrets/a", "1").status()).isEqualTo(502);
            await().untilAsserted(
                            () -> assertThat(client.get("/secrets/a").status()).isEqualTo(502));
            assertThat(client.put("/items/a", "1").status()).isEqualTo(204);
        }
    }

    @Test
    void answers503WithAWrongPassword() {
        String credentials = "sasl: {mechanism: scram-sha-512, username: alice, password: wrong}";
        try (var gateway = TestGateway.start(yaml(credentials, "trust: [ca]"), "localhost:" + saslPort)) {
            var answer = new Client(gateway.uri()).put("/items/a", "1");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.field("retry-after")).isNotEmpty();
        }
    }

    @Test
    void doesNotTalkToABrokerThatItDoesNotTrust() {
        try (var gateway = TestGateway.start(yaml(NO_PASSWORD, "trustcacerts: true"), "localhost:" + tlsPort)) {
            assertThat(new Client(gateway.uri()).put("/items/a", "1").status()).isEqualTo(503);
        }
    }
}
