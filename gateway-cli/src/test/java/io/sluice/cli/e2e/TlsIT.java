package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.produce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.TestGateway;
import io.sluice.dev.DevCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Listeners that speak TLS. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class TlsIT {
    private static final TestKafka KAFKA = TestKafka.shared();

    private static final String EMPTY_SETTINGS = "\0\0\0\4\0\0\0\0\0";

    @TempDir
    private static Path folder;

    private static DevCertificates certificates;
    private static String topic;
    private static TestGateway gateway;
    private static TestGateway mutual;

    @BeforeAll
    static void start() throws IOException {
        certificates = DevCertificates.in(Files.createDirectory(folder.resolve("authority")));
        certificates.issue("server", "CN=first", "EC", "dns:localhost", "ip:127.0.0.1");
        certificates.issue("client", "CN=somebody", "EC");
        Files.copy(certificates.keyStore(), folder.resolve("keys.p12"));
        Files.copy(certificates.trustStore(), folder.resolve("trust.p12"));
        topic = KAFKA.plain("tls", 1);
        gateway = TestGateway.start(yaml("keys: [server]", ""), KAFKA.bootstrap());
        mutual = TestGateway.start(yaml("keys: [server], trust: [ca]", ""), KAFKA.bootstrap());
    }

    private static String yaml(String options, String httpOptions) {
        return GatewayYaml.of(produce("/records", topic, "overrides: {scheme: secure}"))
                        .http(httpOptions)
                        .text()
                        .replace("exit: http_server", "exit: tls_server")
                + """
                  tls_server:
                    type: tls
                    kind: server
                    vault: files
                    options: {%s}
                    exit: http_server
                vaults:
                  files:
                    type: filesystem
                    options:
                      keys: {store: %s/keys.p12, password: changeit}
                      trust: {store: %s/trust.p12, password: changeit}
                """.formatted(options, folder, folder);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        mutual.close();
    }

    @Test
    void speaksHttp1AndHttp2() throws Exception {
        assertThat(gateway.uri().getScheme()).isEqualTo("https");
        for (var version : HttpClient.Version.values()) {
            HttpResponse<String> response = post(gateway.uri(), client("", version));

            assertThat(response.statusCode()).isEqualTo(204);
            assertThat(response.version()).isEqualTo(version);
        }
    }

    @Test
    void asksClientsForACertificateThatItTrusts() throws Exception {
        var known = client("client", HttpClient.Version.HTTP_1_1);
        var unknown = client("", HttpClient.Version.HTTP_1_1);

        assertThat(post(mutual.uri(), known).statusCode()).isEqualTo(204);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> post(mutual.uri(), unknown));
    }

    @Test
    void knowsClientsByTheirCertificates() throws Exception {
        certificates.issue("meter", "CN=meter-7, OU=meters", "EC");
        String owned = KAFKA.plain("owned", 1);
        String yaml = yaml(
                        "keys: [server], trust: [ca], mutual: requested,"
                                + " authorization: {devices: {credentials: {certificates: pem}}}",
                        "")
                .replace("topic: " + topic, "topic: " + owned + "\n          key: ${guarded['devices'].identity}")
                .replaceFirst("( +)exit: cache_client\n", "$1exit: cache_client\n$1guarded: {devices: [meter]}\n");
        String guards = """
                guards:
                  devices:
                    type: x509
                    options:
                      identity: subject.cn
                      roles: {meter: [{subject.ou: met*}]}
                """;
        try (var guarded = TestGateway.start(yaml + guards, KAFKA.bootstrap())) {
            for (var version : HttpClient.Version.values()) {
                assertThat(post(guarded.uri(), client("meter", version)).statusCode())
                        .isEqualTo(204);
                assertThat(post(guarded.uri(), client("client", version)).statusCode())
                        .isEqualTo(403);
                assertThat(post(guarded.uri(), client("", version)).statusCode())
                        .isEqualTo(401);
            }
        }
        assertThat(KAFKA.records(owned))
                .extracting(record -> TestKafka.text(record.key()))
                .containsExactly("meter-7", "meter-7");
    }

    @Test
    void closesAConnectionThatIsNotTls() throws Exception {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), gateway.uri().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nhost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            byte[] answer = socket.getInputStream().readAllBytes();

            assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContain("HTTP/1.1 2");
        }
    }

    @Test
    void refusesAmbiguousFramingToo() throws Exception {
        try (SSLSocket socket = connect(gateway)) {
            String head = """
                    POST /records HTTP/1.1\r
                    host: a\r
                    content-length: 1\r
                    transfer-encoding: chunked\r
                    \r
                    """;
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            byte[] answer = socket.getInputStream().readAllBytes();

            assertThat(new String(answer, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void countsConnectionsUntilTheyClose() throws Exception {
        String yaml = yaml("keys: [server]", "limits: {connections: 2}");
        try (var limited = TestGateway.start(yaml, KAFKA.bootstrap())) {
            for (int i = 0; i < 5; i++) {
                talk(limited, "http/1.1", "GET / HTTP/1.1\r\nhost: a\r\n\r\n");
                talk(limited, "h2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + EMPTY_SETTINGS);
            }
            await().ignoreExceptions().untilAsserted(() -> {
                try (SSLSocket first = connect(limited);
                        SSLSocket second = connect(limited)) {
                    assertThat(first.isConnected() && second.isConnected()).isTrue();
                    assertThatExceptionOfType(IOException.class).isThrownBy(() -> connect(limited));
                }
            });
        }
    }

    /** Opens a connection, as soon as there is room for it, and closes it when the protocol has answered. */
    private static void talk(TestGateway to, String protocol, String words) {
        await().ignoreExceptions().untilAsserted(() -> {
            try (SSLSocket socket = connect(to, protocol)) {
                socket.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
                assertThat(socket.getInputStream().read()).isNotNegative();
                assertThat(socket.getApplicationProtocol()).isEqualTo(protocol);
            }
        });
    }

    @Test
    void closesAConnectionWhoseHandshakeDoesNotEnd() throws Exception {
        String yaml = yaml("keys: [server]", "limits: {read: 1}");
        try (var hasty = TestGateway.start(yaml, KAFKA.bootstrap());
                var silent =
                        new Socket(InetAddress.getLoopbackAddress(), hasty.uri().getPort())) {
            silent.setSoTimeout(20_000);

            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void takesNewCertificatesWithoutDroppingConnections() throws Exception {
        try (SSLSocket open = connect(gateway)) {
            assertThat(subject(open)).isEqualTo("CN=first");
            certificates.issue("server", "CN=second", "EC", "dns:localhost", "ip:127.0.0.1");
            Path next = Files.copy(certificates.keyStore(), folder.resolve("next"));
            Files.move(next, folder.resolve("keys.p12"), StandardCopyOption.ATOMIC_MOVE);

            await().untilAsserted(() -> {
                try (SSLSocket renewed = connect(gateway)) {
                    assertThat(subject(renewed)).isEqualTo("CN=second");
                }
            });

            open.getOutputStream()
                    .write("POST /records HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\n\r\n1"
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] answer = open.getInputStream().readNBytes("HTTP/1.1 204".length());
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 204");
        }
    }

    private static SSLSocket connect(TestGateway to) throws Exception {
        return connect(to, "http/1.1");
    }

    private static SSLSocket connect(TestGateway to, String protocol) throws Exception {
        var socket = (SSLSocket) context("")
                .getSocketFactory()
                .createSocket("127.0.0.1", to.uri().getPort());
        socket.setSoTimeout(10_000);
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String subject(SSLSocket socket) throws Exception {
        var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        return certificate.getSubjectX500Principal().toString();
    }

    private static HttpResponse<String> post(URI base, HttpClient client) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base + "/records"))
                .POST(BodyPublishers.ofString("{}"))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static HttpClient client(String key, HttpClient.Version version) throws Exception {
        return HttpClient.newBuilder().version(version).sslContext(context(key)).build();
    }

    /** Trusts the authority, and shows a key unless that is empty. */
    private static SSLContext context(String key) throws IOException, GeneralSecurityException {
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(load(certificates.trustStore()));
        var keys = KeyManagerFactory.getInstance("PKIX");
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        if (!key.isEmpty()) {
            KeyStore all = load(certificates.keyStore());
            char[] password = DevCertificates.PASSWORD.toCharArray();
            own.setKeyEntry(key, all.getKey(key, password), password, all.getCertificateChain(key));
        }
        keys.init(own, DevCertificates.PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore load(Path path) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(path)) {
            store.load(in, DevCertificates.PASSWORD.toCharArray());
        }
        return store;
    }
}
