package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.flow.Invocation;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that two servers could read differently, as they come over the wire. */
@Timeout(60)
class RequestRefusalTest {
    private static final String GET = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String CHUNKED = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Invocation> parked = new LinkedBlockingQueue<>();
    private final HttpServer server = Answers.serve(invocation -> {
        if (invocation.request().path().equals("/park")) {
            parked.add(invocation);
            return;
        }
        invocation.readBody(bytes -> {
            seen.add(invocation.request().path() + " " + bytes.length);
            invocation.complete(Answers.text("ok"));
        });
    });

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.2\r\nHost: a\r\n\r\n",
                "GET / HTTP/3.0\r\nHost: a\r\n\r\n",
                "GET / HTTP/0.9\r\nHost: a\r\n\r\n",
                "GET / http/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
                "GET /\r\n\r\n",
                "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / b HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n",
                " GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "G(T / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\nHost: a\n\n",
                "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n",
                "GET / HTTP/1.1\rHost: a\r\r",
                "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n\tfolded\r\n\r\n",
                "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length : 5\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n\rX: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n\r\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n\n",
                "GET / HTTP/1.1\r\nHost: a\r\n\0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n1",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\n12345",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\n12345",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n12345",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            })
    void answers400ToAmbiguousHeadsAndCloses(String head) throws Exception {
        try (var client = new RawClient(server)) {
            client.send(head + GET);

            assertThat(client.readHead().status()).isEqualTo(400);
            assertThat(client.isClosed()).isTrue();
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void answers400ToAHeadThatComesByteByByte() throws Exception {
        try (var client = new RawClient(server)) {
            for (char c : "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n".toCharArray()) {
                client.send(String.valueOf(c));
            }

            assertThat(client.readHead().status()).isEqualTo(400);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1\r\n",
                "x\r\n",
                "\r\n",
                "0x1\r\n1\r\n",
                "1 \r\n1\r\n",
                "1\n1\n0\n\n",
                "ffffffffffffffffffff\r\n1",
                "8000000000000000\r\n1",
                "1\r\n1",
                "1\r\n10\r\n\r\n",
                "1\r\n12\r\n0\r\n\r\n",
                "1\r\n1\n0\r\n\r\n",
                "1;\0\r\n1\r\n0\r\n\r\n",
                "0\r\nX : y\r\n\r\n",
                "0\r\n X: y\r\n\r\n",
                "0\r\nX\r\n\r\n",
                "0\r\nX: \0\r\n\r\n"
            })
    void breaksOffAmbiguousChunks(String body) throws Exception {
        try (var client = new RawClient(server)) {
            client.send(CHUNKED + body + GET);

            assertThat(client.isClosed()).isTrue();
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void readsTheRequestsBehindBodies() throws Exception {
        try (var client = new RawClient(server)) {
            client.send(CHUNKED + "3;a=b\r\nabc\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\n" + GET);
            client.send("GET /get HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n\r\n\r\n" + GET);
            client.send("HEAD /head HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx" + GET);

            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.readHead().status()).isEqualTo(200);
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(seen).containsExactly("/ 13", "/next 0", "/get 4", "/next 0", "/head 1", "/next 0");
        }
    }

    @Test
    void finishesTheRequestsBefore() throws Exception {
        try (var client = new RawClient(server)) {
            client.send(GET + "GET /park HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(200);
            Invocation waiting = parked.take();

            client.send("GET / HTTP/1.7\r\nHost: a\r\n\r\n" + GET);
            waiting.complete(Answers.text("late"));

            assertThat(client.read().body()).isEqualTo("late");
            assertThat(client.readHead().status()).isEqualTo(400);
            assertThat(client.isClosed()).isTrue();
            assertThat(seen).containsExactly("/next 0");
        }
    }
}
