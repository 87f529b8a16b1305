package io.sluice.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.config.ForwardedMode;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpUpstreamTest {
    private static final String GET = "GET /a?b=c HTTP/1.1\r\nHost: client.example\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @Test
    void passesRequestsOnOverOneConnection() throws Exception {
        try (var upstream = RawServer.start(connection -> connection.answerAll(
                        "HTTP/1.1 200 Fine\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 5\r\n"
                                + "Connection: x-hop\r\nX-Hop: 1\r\nKeep-Alive: 9\r\n\r\nhello"));
                var front = Front.of(upstream);
                var client = front.connect()) {
            for (int i = 0; i < 3; i++) {
                var response = client.send(GET).read();

                assertThat(response.status()).isEqualTo(200);
                assertThat(response.body()).isEqualTo("hello");
                assertThat(response.fields("set-cookie")).containsExactly("a=1", "b=2");
                assertThat(response.field("content-length")).isEqualTo("5");
                assertThat(response.field("x-hop")).isNull();
                assertThat(response.field("keep-alive")).isNull();
            }

            assertThat(upstream.accepted).hasValue(1);
            assertThat(upstream.heads.take())
                    .startsWith("GET /a?b=c HTTP/1.1\r\nhost: client.example\r\n")
                    .contains("\r\nx-forwarded-for: 127.0.0.1\r\n")
                    .contains("\r\nforwarded: for=127.0.0.1;host=\"client.example\";proto=http\r\n")
                    .contains("\r\nvia: 1.1 sluice\r\n")
                    .doesNotContain("content-length", "transfer-encoding");
            assertThat(front.told.take()).isEqualTo("200 0 5 true");
        }
    }

    @Test
    void leavesOutWhatBelongsToTheConnectionOrIsMadeUp() throws Exception {
        try (var upstream = RawServer.start(connection -> connection.answerAll(OK));
                var front = Front.of(upstream);
                var client = front.connect()) {
            String request = String.join(
                    "\r\n",
                    "GET / HTTP/1.1",
                    "Host: h",
                    "Connection: keep-alive, X-Hop",
                    "X-Hop: 1",
                    "Keep-Alive: 5",
                    "TE: trailers",
                    "Proxy-Authorization: secret",
                    "X-Withheld: 1",
                    "X-Kept: 1",
                    "X-Kept: 2",
                    "X-Forwarded-For: 1.2.3.4",
                    "X-Forwarded-Prefix: /x",
                    "Forwarded: for=1.2.3.4",
                    "X-Real-IP: 1.2.3.4",
                    "Via: 1.0 before",
                    "",
                    "");
            client.send(request).read();

            assertThat(upstream.heads.take())
                    .doesNotContain("hop", "keep-alive", "te:", "secret", "withheld", "1.2.3.4", "prefix", "connection")
                    .contains("\r\nx-kept: 1\r\nx-kept: 2\r\n", "\r\nvia: 1.0 before, 1.1 sluice\r\n");
        }
    }

    @Test
    void tellsNothingAboutTheClientWhenItShouldNot() throws Exception {
        try (var upstream = RawServer.start(connection -> connection.answerAll(OK));
                var front = new Front(upstream.origin(), UpstreamOptions.DEFAULT.withForwarded(ForwardedMode.OFF));
                var client = front.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\nForwarded: for=me\r\n\r\n")
                    .read();

            assertThat(upstream.heads.take()).isEqualTo("GET / HTTP/1.1\r\nhost: h\r\nforwarded: for=me\r\n\r\n");
        }
    }

    @Test
    void addsToWhatProxiesBeforeHaveToldWhenTheyAreTrusted() throws Exception {
        try (var upstream = RawServer.start(connection -> connection.answerAll(OK));
                var front = new Front(upstream.origin(), UpstreamOptions.DEFAULT.withForwarded(ForwardedMode.APPEND));
                var client = front.connect()) {
            client.send(String.join(
                            "\r\n",
                            "GET / HTTP/1.1",
                            "Host: h",
                            "X-Forwarded-For: 1.2.3.4",
                            "X-Forwarded-For: 10.0.0.1",
                            "X-Forwarded-Proto: https",
                            "X-Forwarded-Host: shop.example",
                            "Forwarded: for=1.2.3.4;proto=https",
                            "",
                            ""))
                    .read();
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").read();

            assertThat(upstream.heads.take().lines())
                    .contains(
                            "x-forwarded-for: 1.2.3.4, 10.0.0.1, 127.0.0.1",
                            "x-forwarded-proto: https",
                            "x-forwarded-host: shop.example",
                            "forwarded: for=1.2.3.4;proto=https, for=127.0.0.1;host=\"h\";proto=http")
                    .doesNotContain("x-forwarded-proto: http", "x-forwarded-host: h");
            assertThat(upstream.heads.take().lines())
                    .contains("x-forwarded-for: 127.0.0.1", "x-forwarded-proto: http", "x-forwarded-host: h");
        }
    }

    @Test
    void triesOneKindOfAddressAfterTheOther() throws Exception {
        InetAddress four = InetAddress.getByName("192.0.2.1");
        InetAddress other = InetAddress.getByName("192.0.2.2");
        InetAddress six = InetAddress.getByName("2001:db8::1");

        assertThat(Connecting.inTurn(List.of(four, other, six))).containsExactly(four, six, other);
        assertThat(Connecting.inTurn(List.of(six, four, other))).containsExactly(six, four, other);
    }

    @Test
    void streamsBodiesBothWaysAtTheSameTime() throws Exception {
        try (var upstream = RawServer.start(connection -> {
                    connection.readHead();
                    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    while (true) {
                        int length = Integer.parseInt(connection.read(8).strip(), 16);
                        String piece = connection.read(length);
                        connection.read(2);
                        connection.send(Integer.toHexString(length) + ";ext=1\r\n" + piece + "\r\n");
                    }
                });
                var front = Front.of(upstream);
                var client = front.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (String piece : new String[] {"one", "two", "and the third"}) {
                client.send(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
                if (piece.equals("one")) {
                    assertThat(client.readHead().status()).isEqualTo(200);
                }

                assertThat(client.readChunk()).isEqualTo(piece);
            }

            assertThat(upstream.heads.take()).contains("\r\ntransfer-encoding: chunked\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nnonsense",
            })
    void neverLetsHalfAResponseLookWhole(String half) throws Exception {
        try (var upstream = RawServer.start(connection -> {
                    connection.readHead();
                    connection.send(half);
                });
                var front = Front.of(upstream);
                var client = front.connect()) {
            assertThat(client.send(GET).readRest()).doesNotContain("0\r\n\r\n");

            assertThat(front.told.poll(10, TimeUnit.SECONDS)).endsWith(" false");
        }
    }

    @Test
    void endsTheRequestToTheServerWhenTheClientLeaves() throws Exception {
        try (var upstream = RawServer.start(connection -> {
                    connection.readHead();
                    assertThat(connection.in.read()).isEqualTo(-1);
                    throw new IllegalStateException("noticed");
                });
                var front = Front.of(upstream)) {
            try (var client = front.connect()) {
                client.send(GET);
                upstream.heads.take();
            }

            await().until(() -> !upstream.failures.isEmpty());
            assertThat(upstream.failures.remove()).hasMessage("noticed");
            await().until(() -> front.client.connections() == 0);
        }
    }

    @Test
    void sendsAGetAgainWhenTheServerHasClosedTheConnection() throws Exception {
        try (var upstream = RawServer.start(connection -> {
                    connection.readHead();
                    connection.send(OK);
                    connection.readHead(); // and closes without an answer
                });
                var front = Front.of(upstream);
                var client = front.connect()) {
            assertThat(client.send(GET).read().body()).isEqualTo("ok");
            assertThat(client.send(GET).read().body()).isEqualTo("ok");

            assertThat(upstream.accepted).hasValue(2);
            var answer = client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx")
                    .read();
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body()).contains("urn:sluice:problem:upstream-failed");
            assertThat(upstream.accepted).hasValue(2);
        }
    }
}
