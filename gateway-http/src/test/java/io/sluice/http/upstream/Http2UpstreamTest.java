package io.sluice.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.config.fold.UpstreamTarget;
import io.sluice.config.load.GatewayModel;
import io.sluice.dev.DevCertificates;
import io.sluice.engine.tls.TlsContext;
import io.sluice.engine.upstream.Origin;
import io.sluice.http.RawClient;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class Http2UpstreamTest {
    private static final int LARGE = 20_000_000;
    private static final int PREFACE_BYTES = 24;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final HttpString PROTOCOL = new HttpString("x-protocol");

    @TempDir
    private static Path folder;

    private static TlsContext tls;
    private static TlsContext server;

    @BeforeAll
    static void makeCertificates() {
        DevCertificates certificates = DevCertificates.in(folder);
        certificates.issue("server", "CN=server", "EC", "ip:127.0.0.1");
        var topology = GatewayModel.load(
                        "zilla.yaml", """
                name: test
                vaults:
                  files:
                    type: filesystem
                    options:
                      keys: {store: %s, password: changeit}
                      trust: {store: %s, password: changeit}
                bindings:
                  tcp: {type: tcp, kind: server, options: {host: 127.0.0.1, port: 0}, exit: tls}
                  tls: {type: tls, kind: server, vault: files, options: {keys: [server]}, exit: http}
                  http: {type: http, kind: server, exit: client}
                  client: {type: http, kind: client, exit: tls_client}
                  tls_client: {type: tls, kind: client, vault: files, options: {trust: [ca]}, exit: tcp_client}
                  tcp_client: {type: tcp, kind: client, options: {host: localhost, port: 1}}
                """.formatted(certificates.keyStore(), certificates.trustStore()), Map.of())
                .topology();
        var listener = topology.listeners().get(0);
        var target = (UpstreamTarget) listener.routes().get(0).target();
        server = TlsContext.server(Objects.requireNonNull(listener.tls()), folder);
        tls = TlsContext.client(Objects.requireNonNull(target.tls()), folder);
    }

    /** Serves with TLS, over HTTP/2 if the client wants it. */
    private static Undertow serve(HttpHandler handler) {
        Undertow upstream = Undertow.builder()
                .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .setIoThreads(1)
                .setWorkerThreads(4)
                .addHttpsListener(0, "127.0.0.1", server.context())
                .setHandler(new BlockingHandler(exchange -> {
                    exchange.getResponseHeaders()
                            .put(PROTOCOL, exchange.getProtocol().toString());
                    handler.handleRequest(exchange);
                }))
                .build();
        upstream.start();
        return upstream;
    }

    private static Origin origin(Undertow upstream, String host) {
        var address = (InetSocketAddress) upstream.getListenerInfo().get(0).getAddress();
        return new Origin("https", host, address.getPort());
    }

    private static Front front(Undertow upstream, UpstreamOptions options) {
        return new Front(origin(upstream, "127.0.0.1"), options, UpstreamTls.of(tls));
    }

    @Test
    void speaksHttp2ToAServerThatDoes() throws Exception {
        Undertow upstream = serve(exchange -> {
            exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, LARGE);
            long left = exchange.getInputStream().transferTo(exchange.getOutputStream());
            assertThat(left).isEqualTo(LARGE);
        });
        try (var front = front(upstream, UpstreamOptions.DEFAULT);
                var client = front.connect()) {
            client.send("POST /a?b HTTP/1.1\r\nHost: h\r\nContent-Length: " + LARGE + "\r\n\r\n");
            var sender = new Thread(() -> send(client));
            sender.start();

            var head = client.readHead();

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.field("x-protocol")).isEqualTo("HTTP/2.0");
            assertThat(head.field("content-length")).isEqualTo(Integer.toString(LARGE));
            assertThat(client.readBytes(LARGE)).isEqualTo(LARGE);
            sender.join();
        } finally {
            upstream.stop();
        }
    }

    private static void send(RawClient client) {
        try {
            String piece = "x".repeat(100_000);
            for (int sent = 0; sent < LARGE; sent += piece.length()) {
                client.send(piece);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void sendsManyRequestsOverOneConnection() throws Exception {
        var arrived = new CountDownLatch(3);
        Undertow upstream = serve(exchange -> {
            if (!exchange.getRequestPath().equals("/first")) {
                arrived.countDown();
                arrived.await();
            }
            exchange.getResponseSender().send("ok");
        });
        try (var front = front(upstream, UpstreamOptions.DEFAULT);
                var one = front.connect();
                var two = front.connect();
                var three = front.connect()) {
            one.send("GET /first HTTP/1.1\r\nHost: h\r\n\r\n").read();
            one.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
            two.send("GET /b HTTP/1.1\r\nHost: h\r\n\r\n");
            three.send("HEAD /c HTTP/1.1\r\nHost: h\r\n\r\n");

            assertThat(one.read().body()).isEqualTo("ok");
            assertThat(two.read().body()).isEqualTo("ok");
            assertThat(three.readHead().field("content-length")).isEqualTo("2");
            assertThat(front.client.connections()).isEqualTo(1);
        } finally {
            upstream.stop();
        }
    }

    @Test
    void letsNoSlowClientStopTheOthers() throws Exception {
        Undertow upstream = serve(exchange -> {
            int bytes = exchange.getRequestPath().equals("/slow") ? LARGE : 1_000_000;
            exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, bytes);
            exchange.getOutputStream().write(new byte[bytes]);
        });
        try (var front = front(upstream, UpstreamOptions.DEFAULT);
                var slow = front.connect();
                var fast = front.connect()) {
            slow.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n").readHead();
            for (int i = 0; i < 3; i++) {
                fast.send("GET /fast HTTP/1.1\r\nHost: h\r\n\r\n").readHead();
                assertThat(fast.readBytes(1_000_000)).isEqualTo(1_000_000);
            }
            assertThat(front.client.connections()).isEqualTo(1);

            assertThat(slow.readBytes(LARGE)).isEqualTo(LARGE);
        } finally {
            upstream.stop();
        }
    }

    @Test
    void givesAStreamUpWhenItsClientLeaves() throws Exception {
        try (var upstream = RawServer.start(Http2UpstreamTest::endlessFirstResponse);
                var front =
                        new Front(upstream.origin(), UpstreamOptions.DEFAULT.withVersions(UpstreamVersions.HTTP_2));
                var stays = front.connect()) {
            try (var leaves = front.connect()) {
                leaves.send("GET /endless HTTP/1.1\r\nHost: h\r\n\r\n").readHead();
            }

            assertThat(upstream.heads.poll(10, TimeUnit.SECONDS)).isEqualTo("reset 1: 8");
            assertThat(stays.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                            .readHead()
                            .status())
                    .isEqualTo(200);
            assertThat(upstream.accepted).hasValue(1);
        }
    }

    /** Answers stream 1 without an end and the others with nothing but a head, and notes which are reset, and why. */
    private static void endlessFirstResponse(RawServer.Connection connection) throws IOException {
        connection.read(PREFACE_BYTES);
        connection.send(frame(SETTINGS, 0, 0, ""));
        while (true) {
            ByteBuffer head = ByteBuffer.wrap(connection.in.readNBytes(9));
            int length = head.getInt(0) >>> Byte.SIZE;
            int stream = head.getInt(5);
            String payload = connection.read(length);
            switch (head.get(3)) {
                case HEADERS -> connection.send(frame(HEADERS, stream == 1 ? 4 : 5, stream, "\u0088")); // :status: 200
                case SETTINGS -> connection.send(head.get(4) == 0 ? frame(SETTINGS, 1, 0, "") : "");
                case RST_STREAM -> connection.server().heads.add("reset " + stream + ": " + (int) payload.charAt(3));
                default -> {
                    // Windows are of no interest here.
                }
            }
        }
    }

    @Test
    void aServerThatGoesAwayStillAnswersWhatItHasTaken() throws Exception {
        try (var upstream = RawServer.start(Http2UpstreamTest::takeOneRequestAndGoAway);
                var front =
                        new Front(upstream.origin(), UpstreamOptions.DEFAULT.withVersions(UpstreamVersions.HTTP_2));
                var taken = front.connect();
                var tooLate = front.connect()) {
            taken.send("POST /taken HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
            assertThat(upstream.heads.poll(10, TimeUnit.SECONDS)).isEqualTo("1: 1");
            tooLate.send("POST /late HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");

            assertThat(tooLate.read().body()).isEqualTo("of connection 2");
            assertThat(taken.read().body()).isEqualTo("of connection 1");
            assertThat(upstream.heads).containsExactly("1: 3", "2: 1");
            await().until(() -> front.client.connections() == 1);
        }
    }

    /** The first connection goes away when a second request has come, and answers the first when that has been sent elsewhere. */
    private static void takeOneRequestAndGoAway(RawServer.Connection connection) throws Exception {
        int number = connection.server().accepted.get();
        connection.read(PREFACE_BYTES);
        connection.send(frame(SETTINGS, 0, 0, ""));
        while (true) {
            ByteBuffer head = ByteBuffer.wrap(connection.in.readNBytes(9));
            int stream = head.getInt(5);
            connection.read(head.getInt(0) >>> Byte.SIZE);
            if (head.get(3) == HEADERS) {
                connection.server().heads.add(number + ": " + stream);
                if (number == 2) {
                    answer(connection, stream, "of connection 2");
                } else if (stream == 3) {
                    connection.send(frame(GOAWAY, 0, 0, "\0\0\0\1\0\0\0\0bye"));
                    await().until(() -> connection.server().heads.contains("2: 1"));
                    answer(connection, 1, "of connection 1");
                }
            }
        }
    }

    private static void answer(RawServer.Connection connection, int stream, String text) throws IOException {
        // :status: 200, content-length: 15
        connection.send(frame(HEADERS, 4, stream, "\u0088\\\00215") + frame(DATA, 1, stream, text));
    }

    private static String frame(int type, int flags, int stream, String payload) {
        byte[] head = {0, 0, (byte) payload.length(), (byte) type, (byte) flags, 0, 0, 0, (byte) stream};
        return new String(head, StandardCharsets.ISO_8859_1) + payload;
    }

    @Test
    void speaksHttp1WhenItShould() throws Exception {
        Undertow upstream = serve(exchange -> exchange.getResponseSender().send("ok"));
        try (var front = front(upstream, UpstreamOptions.DEFAULT.withVersions(UpstreamVersions.HTTP_1));
                var client = front.connect()) {
            var response = client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").read();

            assertThat(response.body()).isEqualTo("ok");
            assertThat(response.field("x-protocol")).isEqualTo("HTTP/1.1");
        } finally {
            upstream.stop();
        }
    }

    @Test
    void trustsNoServerThatCannotProveWhoItIs() throws Exception {
        Undertow upstream = serve(exchange -> exchange.getResponseSender().send("no"));
        try (var wrongName = new Front(origin(upstream, "localhost"), UpstreamOptions.DEFAULT, UpstreamTls.of(tls));
                var wrongAuthority =
                        new Front(origin(upstream, "127.0.0.1"), UpstreamOptions.DEFAULT, UpstreamTls.runtime());
                var one = wrongName.connect();
                var two = wrongAuthority.connect()) {
            for (var client : new RawClient[] {one, two}) {
                var response = client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").read();

                assertThat(response.status()).isEqualTo(502);
                assertThat(response.body())
                        .contains("urn:sluice:problem:upstream-unreachable", "No trusted TLS connection")
                        .doesNotContain("127.0.0.1", "localhost");
            }
            await().until(() -> wrongName.client.connections() == 0);
        } finally {
            upstream.stop();
        }
    }
}
