package io.sluice.cli.record;

import static io.sluice.cli.record.RecordedUpstream.answer;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.e2e.RawConnection;
import io.sluice.dev.DevCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Recorders that are spoken to with TLS. */
class RecordTlsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_MILLIS = 20_000;

    @TempDir
    private static Path made;

    private static DevCertificates certificates;

    @TempDir
    private Path folder;

    private RecordedUpstream upstream;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void makeCertificates() {
        certificates = DevCertificates.in(made);
        certificates.issue("first", "CN=first", "EC", "dns:localhost");
        certificates.issue("second", "CN=second", "EC", "dns:localhost");
        certificates.export("first", made);
        certificates.export("second", made);
    }

    @BeforeEach
    void startUpstream() throws IOException {
        upstream = RecordedUpstream.onLoopback(exchange -> answer(
                exchange, 200, "text/plain", exchange.getRequestURI().toString().getBytes(UTF_8)));
        open.add(upstream);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void recordsWhatTheServerSeesInBothVersions() throws Exception {
        RecordServer server = secure();
        for (var version : HttpClient.Version.values()) {
            URI url = URI.create(server.self().url() + "/http://localhost:" + upstream.port() + "/" + version);

            HttpResponse<String> response = client(version).send(post(url), BodyHandlers.ofString());

            assertThat(url).hasScheme("https");
            assertThat(response.version()).isEqualTo(version);
            assertThat(response.body()).isEqualTo("/" + version);
        }
        server.close();

        assertThat(upstream.seen()).noneMatch(line -> line.startsWith("x-forwarded") || line.startsWith("forwarded"));
        assertThat(records()).hasSize(2).allSatisfy(record -> {
            assertThat(record.at("/request/protocol").asText()).isEqualTo("http");
            assertThat(record.at("/request/host").asText()).isEqualTo("localhost:" + upstream.port());
            assertThat(record.at("/request/body").asText()).isEqualTo("sent");
            assertThat(record.at("/response/headers").has(":status")).isFalse();
        });
        assertThat(records())
                .extracting(record -> record.at("/meta/httpVersion").asText())
                .containsExactlyInAnyOrder("HTTP/1.1", "HTTP/2.0");
    }

    @Test
    void sendsEverythingToTheTarget() throws Exception {
        RecordServer server = secure("--target", "http://localhost:" + upstream.port() + "/base");
        URI url = URI.create(server.self().url() + "/a?b");

        assertThat(client(HttpClient.Version.HTTP_2)
                        .send(post(url), BodyHandlers.ofString())
                        .body())
                .isEqualTo("/base/a?b");
    }

    @Test
    void goesByTheHostFieldAndByTheAuthorityOfHttp2() throws Exception {
        RecordServer server = secure("--header_routing");
        String host = "localhost:" + upstream.port();

        try (var connection = new RawConnection(socket(server, "http/1.1"))) {
            connection.send("GET /1 HTTP/1.1\r\nhost: " + host + "\r\n\r\n");
            assertThat(connection.read().body()).isEqualTo("/1");
        }
        assertThat(http2(server, host, "/2")).isEqualTo("/2");
        assertThat(http2(server, "localhost:" + port(server), "/"))
                .contains("names the recorder itself", "curl https://localhost:" + port(server));
        server.close();

        assertThat(records())
                .extracting(record -> record.at("/request/protocol").asText()
                        + record.at("/request/path").asText())
                .containsExactlyInAnyOrder("http/1", "http/2");
    }

    @Test
    void answersNobodyWhoSpeaksPlainText() throws Exception {
        RecordServer server = secure();

        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port(server))) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n".getBytes(ISO_8859_1));

            assertThat(received(socket)).doesNotContain("HTTP/1.1");
        }
    }

    /** With bytes left that nobody read, the connection may be reset. */
    private static String received(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException reset) {
            return "";
        }
    }

    @Test
    void showsARenewedCertificate() throws Exception {
        Path both = folder.resolve("both.pem");
        write(both, "first");
        RecordServer server = start("--tls_cert", both.toString());
        assertThat(shown(server)).isEqualTo("CN=first");

        write(both, "second");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(shown(server)).isEqualTo("CN=second"));
    }

    private static void write(Path file, String name) throws IOException {
        Path whole = file.resolveSibling("next.pem");
        Files.writeString(
                whole, Files.readString(made.resolve(name + ".key")) + Files.readString(made.resolve(name + ".crt")));
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String shown(RecordServer server) throws IOException, GeneralSecurityException {
        try (SSLSocket socket = socket(server, "h2")) {
            var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        }
    }

    @Test
    void saysWhatIsWrongWithTheFilesAndDoesNothingElse() {
        String certificate = made.resolve("first.crt").toString();
        String key = made.resolve("first.key").toString();
        String other = made.resolve("second.key").toString();

        assertRefused("--tls-cert none.crt: no such file", "--tls-cert", "none.crt", "--tls-key", key);
        assertRefused("--tls-cert " + key + ": it holds no certificate", "--tls-cert", key, "--tls-key", certificate);
        assertRefused(
                "without --tls-key FILE, --tls-cert " + certificate + ": it holds no private key",
                "--tls-cert",
                certificate);
        assertRefused(
                "--tls-key " + other + ": the private key does not belong to the first certificate, that of CN=first",
                "--tls-cert",
                certificate,
                "--tls-key",
                other);
        assertThat(folder).isEmptyDirectory();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start("--tls_key", key))
                .withMessageContaining("--tls-key " + key)
                .withMessageContaining("add --tls-cert FILE");
    }

    private void assertRefused(String message, String... arguments) {
        assertThatThrownBy(() -> start(arguments))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(message);
    }

    private RecordServer secure(String... arguments) throws IOException {
        List<String> all =
                new ArrayList<>(List.of("--tls-cert", made.resolve("first.crt").toString()));
        all.addAll(List.of("--tls-key", made.resolve("first.key").toString()));
        all.addAll(Arrays.asList(arguments));
        return start(all.toArray(String[]::new));
    }

    private RecordServer start(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("-p", "0", "--allow-host", "localhost"));
        all.addAll(List.of("--log-dir", folder.resolve("logs").toString()));
        all.addAll(List.of("--specs-dir", folder.resolve("specs").toString()));
        var options = new RecordOptions();
        new CommandLine(options).parseArgs(all.toArray(String[]::new));
        RecordServer server = RecordServer.start(options.settings());
        open.add(server);
        return server;
    }

    private static int port(RecordServer server) {
        return URI.create(server.self().url()).getPort();
    }

    private List<JsonNode> records() throws IOException {
        List<JsonNode> records = new ArrayList<>();
        for (String line :
                Files.readAllLines(folder.resolve("logs/localhost:" + upstream.port() + "-recordings.jsonl"))) {
            records.add(JSON.readTree(line));
        }
        return records;
    }

    private static HttpRequest post(URI url) {
        return HttpRequest.newBuilder(url)
                .header("content-type", "text/plain")
                .timeout(Duration.ofMillis(PATIENCE_MILLIS))
                .POST(BodyPublishers.ofString("sent"))
                .build();
    }

    private static HttpClient client(HttpClient.Version version) throws IOException, GeneralSecurityException {
        return HttpClient.newBuilder().sslContext(trusting()).version(version).build();
    }

    private static SSLContext trusting() throws IOException, GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(KeyStore.getInstance(certificates.trustStore().toFile(), DevCertificates.PASSWORD.toCharArray()));
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    /** After a handshake in which both sides agreed on a protocol. */
    private static SSLSocket socket(RecordServer server, String protocol) throws IOException, GeneralSecurityException {
        var socket = (SSLSocket) trusting().getSocketFactory().createSocket("localhost", port(server));
        socket.setSoTimeout(PATIENCE_MILLIS);
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        assertThat(socket.getApplicationProtocol()).isEqualTo(protocol);
        return socket;
    }

    private static String http2(RecordServer server, String authority, String path)
            throws IOException, GeneralSecurityException {
        try (SSLSocket socket = socket(server, "h2")) {
            return RawHttp2Request.get(socket, authority, path);
        }
    }
}
