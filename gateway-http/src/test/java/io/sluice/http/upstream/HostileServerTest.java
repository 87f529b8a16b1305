package io.sluice.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.config.UpstreamLimits;
import io.sluice.config.UpstreamTimeouts;
import io.sluice.engine.upstream.Origin;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that do what they should not, or nothing at all. */
@Timeout(60)
class HostileServerTest {
    private static final int REQUESTS = 10;

    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final Duration SHORT = Duration.ofMillis(80);
    private static final Duration LONG = Duration.ofMinutes(1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "HTTP/2.0 200 OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 999 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nbad name: 1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno-colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-A: 1\r\n folded\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-A: a\0b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-A: a\rX-B: b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\na",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-A: half a head",
                "",
            })
    void answersWithAProblemToWhatIsNoResponse(String response) throws Exception {
        try (var upstream = RawServer.start(connection -> {
                    connection.readHead();
                    connection.send(response);
                });
                var front = Front.of(upstream);
                var client = front.connect()) {
            var answer = client.send(GET).read();

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body()).contains("urn:sluice:problem:upstream-failed");
            await().until(() -> front.client.connections() == 0);
        }
    }

    @Test
    void takesNoEndlessHead() throws Exception {
        try (var upstream = RawServer.start(connection -> {
                    connection.readHead();
                    connection.send("HTTP/1.1 200 OK\r\n");
                    while (true) {
                        connection.send("X-More: " + "x".repeat(1000) + "\r\n");
                    }
                });
                var front = Front.of(upstream);
                var client = front.connect()) {
            assertThat(client.send(GET).read().status()).isEqualTo(502);
        }
    }

    @Test
    void passesOverResponsesBeforeTheFinalOne() throws Exception {
        try (var upstream = RawServer.start(connection -> connection.answerAll(
                        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK));
                var front = Front.of(upstream);
                var client = front.connect()) {
            for (int i = 0; i < 2; i++) {
                var answer = client.send(GET).read();

                assertThat(answer.body()).isEqualTo("ok");
                assertThat(answer.field("link")).isNull();
            }
            assertThat(upstream.accepted).hasValue(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, HTTP/1.1 204 No Content, content-length: 9, ",
        "GET, HTTP/1.1 304 Not Modified, content-length: 9, ",
        "HEAD, HTTP/1.1 200 OK, content-length: 9, 9",
        "GET, HTTP/1.1 200 OK, content-length: 0, 0",
    })
    void knowsWhichResponsesHaveNoContent(String method, String status, String field, String length) throws Exception {
        try (var upstream = RawServer.start(connection -> connection.answerAll(status + "\r\n" + field + "\r\n\r\n"));
                var front = Front.of(upstream);
                var client = front.connect()) {
            for (int i = 0; i < REQUESTS; i++) {
                var answer =
                        client.send(method + " / HTTP/1.1\r\nHost: h\r\n\r\n").readHead();

                assertThat(status).contains(" " + answer.status() + " ");
                assertThat(answer.field("content-length")).isEqualTo(length);
            }
            assertThat(upstream.accepted.get()).isLessThan(REQUESTS); // a request may come before a connection is back
        }
    }

    @Test
    void usesNoConnectionAgainOverWhichMoreCameThanTheResponse() throws Exception {
        try (var upstream = RawServer.start(
                        connection -> connection.answerAll(OK + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison"));
                var front = Front.of(upstream);
                var client = front.connect()) {
            for (int i = 1; i <= 3; i++) {
                assertThat(client.send(GET).read().body()).isEqualTo("ok");
                assertThat(upstream.accepted).hasValue(i);
            }
        }
    }

    @Test
    void passesAnEarlyAnswerOnWhileTheRequestIsStillComing() throws Exception {
        try (var upstream = RawServer.start(connection -> {
                    connection.readHead();
                    connection.send("HTTP/1.1 413 Too Much\r\nContent-Length: 4\r\nConnection: close\r\n\r\nstop");
                    connection.read(Integer.MAX_VALUE);
                });
                var front = Front.of(upstream);
                var client = front.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\nbeginning");

            var answer = client.read();

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).isEqualTo("stop");
            await().until(() -> front.client.connections() == 0);
        }
    }

    @Test
    void meetsAnExpectationItself() throws Exception {
        try (var upstream = RawServer.start(connection -> {
                    connection.readHead();
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + connection.read(5));
                });
                var front = Front.of(upstream);
                var client = front.connect()) {
            client.send("PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
            assertThat(client.readHead().status()).isEqualTo(100);

            assertThat(client.send("hello").read().body()).isEqualTo("hello");
            assertThat(upstream.heads.take())
                    .contains("\r\ncontent-length: 5\r\n")
                    .doesNotContain("expect");
        }
    }

    private static UpstreamOptions impatient(Duration response, Duration idle) {
        var timeouts = new UpstreamTimeouts(Duration.ofSeconds(5), response, idle, LONG, LONG);
        return UpstreamOptions.DEFAULT.withTimeouts(timeouts);
    }

    @Test
    void waitsNotForEverForAnAnswer() throws Exception {
        try (var upstream = RawServer.start(connection -> connection.read(Integer.MAX_VALUE));
                var front = new Front(upstream.origin(), impatient(SHORT, LONG));
                var client = front.connect()) {
            var answer = client.send(GET).read();

            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.body()).contains("urn:sluice:problem:upstream-timeout");
        }
    }

    @Test
    void breaksAResponseOffThatStandsStill() throws Exception {
        try (var upstream = RawServer.start(connection -> {
                    connection.readHead();
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                    connection.read(1);
                });
                var front = new Front(upstream.origin(), impatient(LONG, SHORT));
                var client = front.connect()) {
            client.send(GET);

            assertThat(client.readRest()).endsWith("half");
            assertThat(front.told.poll(10, TimeUnit.SECONDS)).isEqualTo("200 0 4 false");
        }
    }

    @Test
    void answersWhenNobodyListens() throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        try (var front = new Front(new Origin("http", "127.0.0.1", port), UpstreamOptions.DEFAULT);
                var client = front.connect()) {
            var answer = client.send(GET).read();

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body())
                    .contains("urn:sluice:problem:upstream-unreachable")
                    .doesNotContain(Integer.toString(port));
        }
    }

    @Test
    void answersWhenTheNameMeansNothing() throws Exception {
        try (var front = new Front(new Origin("http", "nobody.invalid", 80), UpstreamOptions.DEFAULT);
                var client = front.connect()) {
            assertThat(client.send(GET).read().body()).contains("cannot be resolved");
        }
    }

    @Test
    void connectsToNoAddressThatIsForbidden() throws Exception {
        try (var upstream = RawServer.start(connection -> connection.answerAll(OK));
                var front = new Front(
                        upstream.origin(),
                        UpstreamOptions.DEFAULT.withAddresses((origin, address) -> !address.isLoopbackAddress()));
                var client = front.connect()) {
            var answer = client.send(GET).read();

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).contains("urn:sluice:problem:upstream-forbidden");
            assertThat(upstream.accepted).hasValue(0);
        }
    }

    @Test
    void hasBoundsForConnectionsAndForWhoWaitsForOne() throws Exception {
        var go = new Semaphore(0);
        try (var upstream = RawServer.start(connection -> {
                    connection.readHead();
                    go.acquire();
                    connection.send(OK);
                    connection.answerAll(OK);
                });
                var front =
                        new Front(upstream.origin(), UpstreamOptions.DEFAULT.withLimits(new UpstreamLimits(1, 1), 1));
                var first = front.connect();
                var second = front.connect();
                var third = front.connect()) {
            first.send(GET);
            upstream.heads.take();
            second.send(GET);
            await().until(() -> front.server.running() == 2);
            var refused = third.send(GET).read();
            go.release();

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.field("retry-after")).isEqualTo("1");
            assertThat(refused.body()).contains("urn:sluice:problem:overloaded");
            assertThat(first.read().body()).isEqualTo("ok");
            assertThat(second.read().body()).isEqualTo("ok");
            assertThat(upstream.accepted).hasValue(1);
        }
    }

    @Test
    void closesConnectionsThatNobodyUses() throws Exception {
        var timeouts = new UpstreamTimeouts(LONG, LONG, LONG, LONG, SHORT);
        try (var upstream = RawServer.start(connection -> connection.answerAll(OK));
                var front = new Front(upstream.origin(), UpstreamOptions.DEFAULT.withTimeouts(timeouts));
                var client = front.connect()) {
            client.send(GET).read();
            assertThat(front.client.connections()).isEqualTo(1);

            await().until(() -> front.client.connections() == 0);
        }
    }

    @Test
    void slowsTheServerDownToTheClient() throws Exception {
        int total = 50_000_000;
        try (var upstream = RawServer.start(connection -> {
                    connection.readHead();
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + total + "\r\n\r\n");
                    String piece = "x".repeat(100_000);
                    for (int sent = 0; sent < total; sent += piece.length()) {
                        connection.send(piece);
                    }
                    connection.read(1);
                });
                var front = Front.of(upstream);
                var client = front.connect()) {
            client.send(GET).readHead();

            assertThat(client.readBytes(total)).isEqualTo(total);
            assertThat(front.told.poll(10, TimeUnit.SECONDS)).isEqualTo("200 0 " + total + " true");
        }
    }
}
