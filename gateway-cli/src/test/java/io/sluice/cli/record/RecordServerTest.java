package io.sluice.cli.record;

import static io.sluice.cli.record.RecordedUpstream.answer;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpHandler;
import io.sluice.cli.e2e.RawConnection;
import io.sluice.cli.e2e.RawConnection.Response;
import io.sluice.dev.DevCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a recorder does with traffic, what it records, and none of the defects of the tool that it takes the place of. */
class RecordServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void takesTheCommandsThatPeopleKnow() throws Exception {
        RecordedUpstream upstream =
                upstream(exchange -> answer(exchange, 200, "application/json", bytes("{\"time\":1}")));
        Path elsewhere = folder.resolve("path/to/directory");

        RecordServer byPath = start("--log_dir", elsewhere.toString());
        Response first = get(byPath, "/http://localhost:" + upstream.port(), "localhost:" + port(byPath));
        byPath.close();
        RecordServer byHeader = start("--header_routing");
        Response second = get(byHeader, "/api/v2/pokemon/ditto", "localhost:" + upstream.port(), "X-HMT-Scheme: http");
        byHeader.close();
        RecordServer toTarget = start("--target", "http://localhost:" + upstream.port() + "/base", "--mode", "GEN");
        Response third = get(toTarget, "/users/7", "localhost");
        toTarget.close();

        assertThat(List.of(first.status(), second.status(), third.status())).containsOnly(200);
        assertThat(upstream.seen())
                .contains("GET /", "GET /api/v2/pokemon/ditto", "GET /base/users/7")
                .noneMatch(line -> line.startsWith("x-hmt-scheme") || line.startsWith("x-forwarded"));
        assertThat(elsewhere.resolve("localhost:" + upstream.port() + "-recordings.jsonl"))
                .exists();
        assertThat(records(upstream))
                .extracting(record -> record.at("/request/path").asText())
                .containsExactly("/api/v2/pokemon/ditto", "/base/users/7");
        assertThat(records(upstream).get(0).at("/request/headers").toString()).doesNotContain("scheme", "via");
        assertThat(folder.resolve("specs/localhost:" + upstream.port() + "_gen.json"))
                .content()
                .contains("/base/users/{userId}");
    }

    @Test
    void recordsBodiesOfAnyKind() throws Exception {
        byte[] binary = new byte[256];
        for (int i = 0; i < binary.length; i++) {
            binary[i] = (byte) i;
        }
        RecordedUpstream upstream = upstream(exchange -> {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            answer(
                    exchange,
                    200,
                    exchange.getRequestURI().getPath().equals("/text") ? "text/plain" : "image/png",
                    sent);
        });
        RecordServer server = start("--target", "http://localhost:" + upstream.port());

        Response text = send(server, "POST", "/text", bytes("{not json: ü"), "content-type: application/json");
        Response image = send(server, "PUT", "/image", binary, "content-type: application/octet-stream");
        server.close();

        assertThat(text.body()).isEqualTo("{not json: ü");
        assertThat(image.lines()).contains("Content-Length: 256");
        assertThat(records(upstream)).hasSize(2);
        assertThat(record(upstream, "/text").at("/request/body").asText()).isEqualTo("{not json: ü");
        assertThat(record(upstream, "/text").at("/response/body").asText()).isEqualTo("{not json: ü");
        assertThat(record(upstream, "/image").at("/response/statusCode").asInt())
                .isEqualTo(200);
    }

    @Test
    void recordsLargeBodiesAndSaysWhichItHasCut() throws Exception {
        String large = "\"" + "0123456789".repeat(200_000) + "\"";
        RecordedUpstream upstream = upstream(exchange -> answer(
                exchange, 200, "application/json", exchange.getRequestBody().readAllBytes()));
        RecordServer whole = start("--target", "http://localhost:" + upstream.port(), "--body-limit", "3000000");
        Response answer = send(whole, "POST", "/whole", bytes(large), "content-type: application/json");
        whole.close();
        RecordServer cut = start("--target", "http://localhost:" + upstream.port(), "--body-limit", "1000");
        Response other = send(cut, "POST", "/cut", bytes(large), "content-type: application/json");
        cut.close();

        assertThat(answer.body()).isEqualTo(large);
        assertThat(other.body()).isEqualTo(large);
        assertThat(record(upstream, "/whole").at("/request/body").asText()).isEqualTo(large);
        assertThat(record(upstream, "/whole").at("/response/body").asText()).isEqualTo(large);
        assertThat(record(upstream, "/cut").at("/meta/truncated").toString()).contains("request.body", "response.body");
    }

    @Test
    void recordsPipelinedRequestsWhileTheirConnectionIsOpen() throws Exception {
        RecordedUpstream upstream = upstream(exchange -> answer(
                exchange, 200, "text/plain", bytes(exchange.getRequestURI().getPath())));
        RecordServer server = start("--target", "http://localhost:" + upstream.port());
        Instant before = Instant.now();

        try (var connection = new RawConnection(port(server))) {
            connection.send("GET /1 HTTP/1.1\r\nhost: localhost\r\n\r\nGET /2 HTTP/1.1\r\nhost: localhost\r\n\r\n");
            assertThat(connection.read().body()).isEqualTo("/1");
            assertThat(connection.read().body()).isEqualTo("/2");

            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            Files.exists(file(upstream)) && records(upstream).size() == 2);
        }

        JsonNode record = record(upstream, "/2");
        Instant sent = Instant.parse(record.at("/request/timestamp").asText());
        Instant answered = Instant.parse(record.at("/response/timestamp").asText());
        assertThat(sent).isBetween(before.minusMillis(1), answered);
        assertThat(answered).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void sendsOnBodiesThatWaitToBeAskedFor() throws Exception {
        RecordedUpstream upstream = upstream(exchange ->
                answer(exchange, 200, "text/plain", exchange.getRequestBody().readAllBytes()));
        RecordServer server = start("--target", "http://localhost:" + upstream.port());

        try (var connection = new RawConnection(port(server))) {
            connection.send("POST /a HTTP/1.1\r\nhost: localhost\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\n");
            assertThat(connection.readHead().status()).isEqualTo(100);
            assertThat(connection.send("hello").read().body()).isEqualTo("hello");
        }
    }

    @Test
    void recordsFieldsAsTheyAre() throws Exception {
        RecordedUpstream upstream = upstream(exchange -> {
            exchange.getResponseHeaders().add("x-colon", "a: b: c");
            exchange.getResponseHeaders().add("x-twice", "1");
            exchange.getResponseHeaders().add("x-twice", "2");
            answer(exchange, 200, "text/plain", bytes("ok"));
        });
        RecordServer server = start("--target", "http://localhost:" + upstream.port());

        Response answer = get(
                server,
                "/",
                "localhost",
                "x-colon: a: b: c",
                "x-twice: 1",
                "x-twice: 2",
                "connection: x-hop",
                "x-hop: 1");
        server.close();

        assertThat(answer.fields("x-twice")).containsExactly("1", "2");
        assertThat(upstream.seen())
                .contains("x-colon: a: b: c", "x-twice: 1", "x-twice: 2")
                .doesNotContain("x-hop: 1");
        for (String side : List.of("/request/headers", "/response/headers")) {
            JsonNode headers = record(upstream, "/").at(side);
            assertThat(headers.path("x-colon").asText()).isEqualTo("a: b: c");
            assertThat(headers.path("x-twice").toString()).isEqualTo("[\"1\",\"2\"]");
            assertThat(headers.has("connection")).isFalse();
        }
    }

    @Test
    void recordsAnswersOfEveryFraming() throws Exception {
        RecordedUpstream upstream = upstream(exchange -> {
            switch (exchange.getRequestURI().getPath()) {
                case "/chunked" -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(bytes("abc"));
                    exchange.close();
                }
                case "/304" -> {
                    exchange.getResponseHeaders().set("etag", "\"1\"");
                    exchange.sendResponseHeaders(304, -1);
                    exchange.close();
                }
                default -> {
                    exchange.getResponseHeaders().set("content-length", "7");
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                }
            }
        });
        RecordServer server = start("--target", "http://localhost:" + upstream.port());

        try (var connection = new RawConnection(port(server))) {
            connection.request("HEAD", "/head", "connection: keep-alive");
            assertThat(connection.readHead().fields("content-length")).containsExactly("7");
            connection.request("GET", "/304");
            assertThat(connection.readHead().status()).isEqualTo(304);
            connection.request("GET", "/chunked");
            assertThat(connection.readHead().fields("transfer-encoding")).containsExactly("chunked");
            assertThat(Integer.parseInt(connection.line(), 16)).isEqualTo(3);
            assertThat(List.of(connection.line(), connection.line())).containsExactly("abc", "0");
        }
        server.close();

        assertThat(record(upstream, "/head").at("/request/method").asText()).isEqualTo("head");
        assertThat(record(upstream, "/304").at("/response/statusCode").asInt()).isEqualTo(304);
        assertThat(record(upstream, "/chunked").at("/response/body").asText()).isEqualTo("abc");
        assertThat(record(upstream, "/chunked").at("/response/headers").has("transfer-encoding"))
                .isFalse();
    }

    @Test
    void recordsWhatWasCompressed() throws Exception {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes("{\"a\":1}"));
        }
        RecordedUpstream upstream = upstream(exchange -> {
            exchange.getResponseHeaders().set("content-encoding", "gzip");
            answer(exchange, 200, "application/json", compressed.toByteArray());
        });
        RecordServer server = start("--target", "http://localhost:" + upstream.port());

        Response answer = get(server, "/", "localhost", "accept-encoding: br, gzip");
        server.close();

        assertThat(answer.fields("content-encoding")).containsExactly("gzip");
        assertThat(upstream.seen()).contains("accept-encoding: gzip");
        assertThat(record(upstream, "/").at("/response/body").asText()).isEqualTo("{\"a\":1}");
        assertThat(record(upstream, "/").at("/response/headers").has("content-encoding"))
                .isFalse();
    }

    @Test
    void passesEventsOnWhileTheyCome() throws Exception {
        var seen = new CountDownLatch(1);
        RecordedUpstream upstream = upstream(exchange -> {
            exchange.getResponseHeaders().set("content-type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write(bytes("data: 1\n\n"));
            out.flush();
            await().until(() -> seen.getCount() == 0);
            out.write(bytes("data: 2\n\n"));
            exchange.close();
        });
        RecordServer server = start("--target", "http://localhost:" + upstream.port());

        try (var connection = new RawConnection(port(server))) {
            connection.request("GET", "/events").readHead();
            connection.line(); // the size of the chunk
            assertThat(connection.line()).isEqualTo("data: 1");
            seen.countDown();
            assertThat(List.of(connection.line(), connection.line())).containsOnly("");
            connection.line();
            assertThat(connection.line()).isEqualTo("data: 2");
        }
        server.close();

        assertThat(record(upstream, "/events").at("/response/body").asText()).isEqualTo("data: 1\n\ndata: 2\n\n");
    }

    @Test
    void tunnelsWebSockets() throws Exception {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> echo(listening));
            RecordServer server = start("--target", "http://localhost:" + listening.getLocalPort());

            try (var connection = new RawConnection(port(server))) {
                connection.request(
                        "GET", "/chat", "connection: upgrade", "upgrade: websocket", "sec-websocket-version: 13");
                assertThat(connection.readHead().status()).isEqualTo(101);
                connection.send("ping\n");
                assertThat(connection.line()).isEqualTo("ping");
            }
            echo.join();
            server.close();

            JsonNode record = records(
                            folder.resolve("logs/localhost:" + listening.getLocalPort() + "-recordings.jsonl"))
                    .get(0);
            assertThat(record.at("/response/statusCode").asInt()).isEqualTo(101);
        }
    }

    /** Switches protocols and sends back what comes. */
    private static void echo(ServerSocket listening) {
        try (Socket socket = listening.accept()) {
            InputStream in = socket.getInputStream();
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n"
                    .getBytes(ISO_8859_1));
            for (int next = in.read(); next >= 0; next = in.read()) {
                out.write(next);
                out.flush();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void reachesServersByIpv6() throws Exception {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        assumeThat(NetworkInterface.getByInetAddress(loopback)).isNotNull();
        var upstream = new RecordedUpstream(loopback, exchange -> answer(exchange, 200, "text/plain", bytes("six")));
        open.add(upstream);
        RecordServer server = start("--allow-host", "[::1]");

        assertThat(get(server, "/http://[::1]:" + upstream.port() + "/a", "localhost")
                        .body())
                .isEqualTo("six");
        server.close();

        assertThat(records(folder.resolve("logs/[::1]:" + upstream.port() + "-recordings.jsonl")))
                .hasSize(1);
    }

    @Test
    void doesNotTrustWhoCannotProveWhoItIs() throws Exception {
        try (ServerSocket listening = untrusted()) {
            CompletableFuture<Boolean> trusted = CompletableFuture.supplyAsync(() -> completesHandshake(listening));
            RecordServer server = start("--target", "https://localhost:" + listening.getLocalPort());

            Response answer = get(server, "/", "localhost");
            server.close();

            assertThat(trusted.join()).isFalse();
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body()).contains("No trusted TLS connection");
            assertThat(folder.resolve("logs/localhost:" + listening.getLocalPort() + "-recordings.jsonl"))
                    .doesNotExist();
        }
    }

    /** Its certificate is signed by an authority that nobody knows. */
    private ServerSocket untrusted() throws IOException, GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        char[] password = DevCertificates.PASSWORD.toCharArray();
        Path store =
                DevCertificates.in(Files.createDirectory(folder.resolve("ca"))).keyStore();
        keys.init(KeyStore.getInstance(store.toFile(), password), password);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static boolean completesHandshake(ServerSocket listening) {
        try (var socket = (SSLSocket) listening.accept()) {
            socket.startHandshake();
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void masksCredentialsUnlessToldNotTo() throws Exception {
        RecordedUpstream upstream =
                upstream(exchange -> answer(exchange, 200, "application/json", bytes("{\"name\":\"ann\"}")));
        String target = "http://localhost:" + upstream.port();

        RecordServer masking = start("--target", target, "--redact-json", "$.name");
        get(masking, "/masked", "localhost", "authorization: Bearer abc", "x-api-key: k1");
        masking.close();
        RecordServer plain = start("--target", target, "--no-redaction");
        get(plain, "/plain", "localhost", "authorization: Bearer abc");
        plain.close();

        assertThat(record(upstream, "/masked").toString()).doesNotContain("abc", "k1", "ann");
        assertThat(record(upstream, "/plain").toString()).contains("Bearer abc", "ann");
        assertThat(upstream.seen()).contains("authorization: Bearer abc", "x-api-key: k1");
    }

    @Test
    void recordsNothingOfItsOwn() throws Exception {
        RecordServer server = start();

        Response refused = get(server, "/http://169.254.169.254/latest/meta-data", "localhost");
        Response loop = get(server, "/http://localhost:" + port(server) + "/", "localhost");
        Response help = get(server, "/", "localhost");
        server.close();

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("--allow-host 169.254.169.254");
        assertThat(loop.status()).isEqualTo(400);
        assertThat(help.status()).isEqualTo(400);
        assertThat(folder.resolve("logs")).isEmptyDirectory();
        assertThat(folder.resolve("specs")).isEmptyDirectory();
    }

    @Test
    void saysThatAPortIsTaken() throws Exception {
        RecordServer first = start();

        assertThatThrownBy(() -> start("-p", Integer.toString(port(first))))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("Cannot listen on 127.0.0.1 port " + port(first))
                .hasMessageContaining("--port");
    }

    private RecordedUpstream upstream(HttpHandler handler) throws IOException {
        RecordedUpstream upstream = RecordedUpstream.onLoopback(handler);
        open.add(upstream);
        return upstream;
    }

    private RecordServer start(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "--log-dir",
                folder.resolve("logs").toString(),
                "--specs-dir",
                folder.resolve("specs").toString(),
                "--allow-host",
                "localhost",
                "--allow-host",
                "test"));
        all.addAll(Arrays.asList(arguments));
        if (!all.contains("-p")) {
            all.addAll(List.of("-p", "0"));
        }
        RecordOptions options = new RecordOptions();
        new CommandLine(options).setOverwrittenOptionsAllowed(true).parseArgs(all.toArray(String[]::new));
        RecordServer server = RecordServer.start(options.settings());
        open.add(server);
        return server;
    }

    private static int port(RecordServer server) {
        return URI.create(server.self().url()).getPort();
    }

    private static Response get(RecordServer server, String target, String host, String... fieldLines)
            throws IOException {
        return ask(server, "GET", target, host, null, fieldLines);
    }

    private static Response send(RecordServer server, String method, String target, byte[] body, String... fieldLines)
            throws IOException {
        return ask(server, method, target, "localhost", body, fieldLines);
    }

    private static Response ask(
            RecordServer server,
            String method,
            String target,
            String host,
            byte @Nullable [] body,
            String... fieldLines)
            throws IOException {
        var head = new StringBuilder(method + ' ' + target + " HTTP/1.1\r\nhost: " + host + "\r\n");
        for (String line : fieldLines) {
            head.append(line).append("\r\n");
        }
        if (body != null) {
            head.append("content-length: ").append(body.length).append("\r\n");
        }
        try (var connection = new RawConnection(port(server))) {
            connection.send(head.append("\r\n").toString());
            return body == null ? connection.read() : connection.send(body).read();
        }
    }

    private Path file(RecordedUpstream upstream) {
        return folder.resolve("logs/localhost:" + upstream.port() + "-recordings.jsonl");
    }

    private List<JsonNode> records(RecordedUpstream upstream) throws IOException {
        return records(file(upstream));
    }

    private static List<JsonNode> records(Path file) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            records.add(JSON.readTree(line));
        }
        return records;
    }

    private JsonNode record(RecordedUpstream upstream, String path) throws IOException {
        return records(upstream).stream()
                .filter(record -> record.at("/request/path").asText().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
