package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.config.fold.TlsConfig;
import io.sluice.config.load.GatewayModel;
import io.sluice.dev.DevCertificates;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.tls.TlsContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsServerTest {
    @TempDir
    private static Path folder;

    private static DevCertificates certificates;

    @BeforeAll
    static void makeCertificates() {
        certificates = DevCertificates.in(folder);
        certificates.issue("server", "CN=server", "EC", "ip:127.0.0.1");
    }

    private static TlsContext tls(String options) {
        var topology = GatewayModel.load(
                        "zilla.yaml",
                        """
                name: test
                vaults:
                  files:
                    type: filesystem
                    options:
                      keys: {store: %s, password: changeit}
                      trust: {store: %s, password: changeit}
                bindings:
                  tcp: {type: tcp, kind: server, options: {host: 127.0.0.1, port: 0}, exit: tls}
                  tls: {type: tls, kind: server, vault: files, options: {%s}, exit: http}
                  http: {type: http, kind: server, exit: proxy}
                  proxy:
                    type: http-kafka
                    kind: proxy
                    routes: [{exit: client, with: {capability: produce, topic: t}}]
                  client: {type: kafka, kind: client, options: {servers: ["b:1"]}}
                """.formatted(certificates.keyStore(), certificates.trustStore(), options),
                        Map.of())
                .topology();
        TlsConfig config = Objects.requireNonNull(topology.listeners().get(0).tls());
        return TlsContext.server(config, folder);
    }

    private static HttpServer serve(String options, boolean http2) {
        return serve(options, http2, Answers.echoTarget());
    }

    private static HttpServer serve(String options, boolean http2, RequestHandler handler) {
        var limits = HttpServerOptions.on("127.0.0.1", 0);
        var server = new HttpServerOptions(
                limits.host(),
                limits.port(),
                limits.bodyLimitBytes(),
                limits.headerLimitBytes(),
                HttpVersions.of(true, http2),
                limits.drainTimeout(),
                limits.idleTimeout(),
                limits.limits(),
                tls(options));
        return HttpServer.start(server, handler);
    }

    private static SSLContext trusting() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(certificates.trustStore())) {
            store.load(in, DevCertificates.PASSWORD.toCharArray());
        }
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static HttpResponse<String> get(HttpServer server) throws Exception {
        var client = HttpClient.newBuilder().sslContext(trusting()).build();
        return client.send(
                HttpRequest.newBuilder(server.uri())
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                BodyHandlers.ofString());
    }

    private static void assertRefusesWithoutCertificate(HttpServer server) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> readFirst(server))
                .isNotInstanceOf(SocketTimeoutException.class);
    }

    /** With TLS 1.3 a client learns only by reading that the server did not take its certificate, or none. */
    private static int readFirst(HttpServer server) throws Exception {
        try (var socket = trusting().getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nhost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read();
        }
    }

    @Test
    void agreesOnHttp2() throws Exception {
        try (var server = serve("keys: [server]", true)) {
            HttpResponse<String> response = get(server);

            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.body()).startsWith("GET https 127.0.0.1:" + server.port());
        }
    }

    @Test
    void takesOverFromPlainTextAndBackOnTheSameSocket() throws Exception {
        var plain = HttpServerOptions.on("127.0.0.1", 0);
        try (var server = HttpServer.start(plain, Answers.echoTarget());
                var open = new RawClient(server)) {
            int port = server.port();
            server.replace(plain.withTls(tls("keys: [server]")), Answers.echoTarget(), () -> {});

            assertThat(get(server).body()).startsWith("GET https 127.0.0.1:" + port);
            assertThat(open.send("GET / HTTP/1.1\r\nhost: t\r\n\r\n").read().body())
                    .startsWith("GET http t");

            server.replace(plain, Answers.echoTarget(), () -> {});

            assertThat(get(server).body()).startsWith("GET http 127.0.0.1:" + port);
        }
    }

    @Test
    void asksForCertificatesFromThenOn() throws Exception {
        try (var server = serve("keys: [server]", true)) {
            assertThat(get(server).statusCode()).isEqualTo(200);

            server.replace(
                    HttpServerOptions.on("127.0.0.1", 0).withTls(tls("keys: [server], trust: [ca]")),
                    Answers.echoTarget(),
                    () -> {});

            assertRefusesWithoutCertificate(server);
        }
    }

    @Test
    void speaksHttp1WhereHttp2IsSwitchedOff() throws Exception {
        try (var server = serve("keys: [server]", false)) {
            assertThat(get(server).version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    void followsTheFramingOfWhatItDecrypts() throws Exception {
        try (var server = serve("keys: [server]", true);
                var socket = trusting().getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET / HTTP/1.1\nhost: a\n\n".getBytes(StandardCharsets.US_ASCII));

            byte[] answer = socket.getInputStream().readAllBytes();

            assertThat(new String(answer, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void asksForACertificate() throws Exception {
        try (var server = serve("keys: [server], trust: [ca]", true)) {
            assertRefusesWithoutCertificate(server);
        }
        try (var server = serve("keys: [server], trust: [ca], mutual: requested", true)) {
            assertThat(get(server).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    @Timeout(20)
    void takesLargeBodiesInFullRecords(HttpClient.Version version) throws Exception {
        byte[] small = bytes(200_000);
        byte[] large = bytes(3_000_000);
        try (var server = serve("keys: [server]", true, TlsServerTest::echo)) {
            var client = HttpClient.newBuilder()
                    .sslContext(trusting())
                    .version(version)
                    .build();
            for (String path : new String[] {"/whole", "/streamed"}) {
                for (byte[] body : new byte[][] {small, large}) {
                    var withLength = BodyPublishers.ofByteArray(body);
                    var withoutLength = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
                    for (var publisher : new BodyPublisher[] {withLength, withoutLength}) {
                        var request = HttpRequest.newBuilder(server.uri().resolve(path))
                                .POST(publisher)
                                .build();
                        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());

                        assertThat(response.version()).isEqualTo(version);
                        assertThat(response.body()).isEqualTo(body);
                    }
                }
            }
        }
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    /** Sends the body back: once it is there, or as it comes and no faster than it is taken. */
    private static void echo(Invocation invocation) {
        if (invocation.request().path().equals("/whole")) {
            invocation.readBody(body -> invocation.complete(
                    new io.sluice.engine.http.HttpResponse(200, HttpFields.empty(), Body.of(body))));
        } else {
            new StreamedEcho(
                    new ConcurrentLinkedQueue<>(), new AtomicInteger(), invocation, 1 << 16, Duration.ofMinutes(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1603034801", "160303ffff", "ffff010303"}) // the last is a hello of SSL 2
    @Timeout(20)
    void refusesRecordsThatNoVersionAllows(String header) throws Exception {
        byte[] record = Arrays.copyOf(HexFormat.of().parseHex(header), 20_000); // more than what is read at a time
        try (var server = serve("keys: [server]", true);
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(record);

            assertThat(isClosed(socket)).isTrue();
            assertThat(server.counters().lateHandshakes()).isZero();
        }
    }

    /** With bytes left that nobody read, it may be reset. */
    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketException reset) {
            return true;
        }
    }
}
