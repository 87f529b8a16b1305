package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.engine.flow.Invocation;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RequestBodyTest {
    private static final int LIMIT = 200_000;

    private final HttpServer server = serve(LIMIT);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void readsBodiesOfAnyLengthUpToTheLimit(HttpClient.Version version) throws Exception {
        for (int size : new int[] {0, 1, 100_000, LIMIT}) {
            var whole = send(version, BodyPublishers.ofByteArray(new byte[size]));
            var chunked = send(version, withoutLength(size));

            assertThat(whole.body()).isEqualTo(Integer.toString(size));
            assertThat(chunked.body()).isEqualTo(Integer.toString(size));
        }
    }

    @Test
    void readsChunksUpToALargerLimit() throws Exception {
        int limit = 3_000_000;
        try (var other = serve(limit)) {
            assertThat(send(other, HttpClient.Version.HTTP_1_1, withoutLength(limit))
                            .body())
                    .isEqualTo(Integer.toString(limit));
            assertThat(send(other, HttpClient.Version.HTTP_1_1, withoutLength(limit + 1))
                            .statusCode())
                    .isEqualTo(413);
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void answers413AboveTheLimit(HttpClient.Version version) throws Exception {
        for (var body :
                new BodyPublisher[] {BodyPublishers.ofByteArray(new byte[LIMIT + 1]), withoutLength(LIMIT + 1)}) {
            var response = send(version, body);

            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.body()).contains("the limit of 200000 bytes");
        }
        assertThat(send(version, withoutLength(5)).body()).isEqualTo("5");
    }

    @Test
    void closesTheConnectionAfterABodyAboveTheLimit() throws Exception {
        try (var client = new RawClient(server)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + (LIMIT + 1) + "\r\n\r\n");

            var response = client.read();
            client.send("x".repeat(LIMIT + 1));

            assertThat(response.status()).isEqualTo(413);
            assertThat(response.field("connection")).isEqualTo("close");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void continuesWhenTheBodyIsWanted() throws Exception {
        try (var client = new RawClient(server)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");

            assertThat(client.readHead().status()).isEqualTo(100);
            client.send("abc");
            assertThat(client.read().body()).isEqualTo("3");
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
            assertThat(client.read().body()).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ignore", "/"})
    void answersAtOnceWhenAnExpectedContinueMakesNoSense(String path) throws Exception {
        try (var client = new RawClient(server)) {
            client.send(
                    "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\nExpect: 100-continue\r\n\r\n");

            var response = client.read();

            assertThat(response.status()).isEqualTo(path.equals("/") ? 413 : 200);
            assertThat(response.field("connection")).isEqualTo("close");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void dropsABodyThatNobodyReadAndGoesOn() throws Exception {
        try (var client = new RawClient(server)) {
            client.send("POST /ignore HTTP/1.1\r\nHost: a\r\nContent-Length: 50000\r\n\r\n");
            var early = client.read();
            client.send("x".repeat(50_000));
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");

            assertThat(early.body()).isEqualTo("ignored");
            assertThat(client.read().body()).isEqualTo("1");
        }
    }

    @Test
    void readsChunksThatArriveBitByBit() throws Exception {
        try (var client = new RawClient(server)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (String bit : new String[] {"3", "\r", "\na", "bc\r\n", "2;ext=1\r\n", "de\r\n0", "\r\n\r\n"}) {
                client.send(bit);
            }

            assertThat(client.read().body()).isEqualTo("5");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\nabc\r\n", "ffffffffffffffffffff\r\n"})
    void neverHandsOverABodyOfBrokenChunks(String chunks) throws Exception {
        try (var client = new RawClient(server)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);

            assertThat(client.isClosed()).isTrue();
            await().until(() -> server.counters().abandoned() == 1);
            await().until(() -> server.running() == 0);
        }
    }

    @Test
    void abandonsWhenTheClientGoesAwayWithinTheBody() throws Exception {
        try (var client = new RawClient(server)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
            await().until(() -> server.running() == 1);
        }

        await().until(() -> server.counters().abandoned() == 1);
        await().until(() -> server.running() == 0);
    }

    @Test
    void answersATimeoutWhileTheBodyIsStillComing() throws Exception {
        BlockingQueue<Invocation> reading = new ArrayBlockingQueue<>(1);
        try (var other = Answers.serve(invocation -> {
                    invocation.readBody(bytes -> invocation.complete(Answers.text("whole")));
                    reading.add(invocation);
                });
                var client = new RawClient(other)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab");

            reading.take().complete(Answers.text("early"));
            assertThat(client.read().body()).isEqualTo("early");
            client.send("cdPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");

            assertThat(client.read().body()).isEqualTo("whole");
        }
    }

    private static HttpServer serve(int limit) {
        var options = HttpServerOptions.on("127.0.0.1", 0).withBodyLimit(limit);
        return HttpServer.start(options, invocation -> {
            if (invocation.request().path().equals("/ignore")) {
                invocation.complete(Answers.text("ignored"));
            } else {
                Answers.bodyLength().handle(invocation);
            }
        });
    }

    private static BodyPublisher withoutLength(int size) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[size]));
    }

    private HttpResponse<String> send(HttpClient.Version version, BodyPublisher body) throws Exception {
        return send(server, version, body);
    }

    private static HttpResponse<String> send(HttpServer server, HttpClient.Version version, BodyPublisher body)
            throws Exception {
        var client = HttpClient.newBuilder().version(version).build();
        var request = HttpRequest.newBuilder(server.uri()).POST(body).build();
        return client.send(request, BodyHandlers.ofString());
    }
}
