package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.http.ProblemType;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionLimitsTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    /** The preface, and settings without a setting (RFC 9113 section 3.4). */
    private static final String OPENING_OF_HTTP_2 = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(300);

    private static HttpServer serve(ConnectionLimits limits, RequestHandler handler) {
        return HttpServer.start(HttpServerOptions.on("127.0.0.1", 0).withLimits(limits), handler);
    }

    @Test
    void closesConnectionsThatAreTooManyAtOnce() throws Exception {
        try (var server = serve(new ConnectionLimits(2, 1, LONG, LONG, (peer, local) -> true), Answers.echoTarget())) {
            try (var first = new RawClient(server);
                    var second = new RawClient(server)) {
                assertThat(first.send(GET).read().status()).isEqualTo(200);
                assertThat(second.send(GET).read().status()).isEqualTo(200);
                try (var third = new RawClient(server)) {
                    assertThat(third.isClosed()).isTrue();
                }
                assertThat(first.send(GET).read().status()).isEqualTo(200);
                assertThat(server.counters().refusedConnections()).isEqualTo(1);
            }
            await().untilAsserted(() -> {
                try (var next = new RawClient(server)) {
                    assertThat(next.send(GET).read().status()).isEqualTo(200);
                }
            });
        }
    }

    @Test
    void closesConnectionsFromAddressesThatMayNot() throws Exception {
        var nobody = ConnectionLimits.DEFAULT.withAdmitted((peer, local) -> !peer.isLoopbackAddress());
        try (var server = serve(nobody, Answers.echoTarget());
                var client = new RawClient(server)) {
            assertThat(client.isClosed()).isTrue();
            assertThat(server.counters().refusedAddresses()).isEqualTo(1);
        }
    }

    @Test
    void countsConnectionsThatTurnIntoHttp2AndThoseThatAreRefused() throws Exception {
        try (var server = serve(new ConnectionLimits(1, 1, LONG, LONG, (peer, local) -> true), Answers.echoTarget())) {
            for (String opening : new String[] {OPENING_OF_HTTP_2, "nonsense\r\n", GET}) {
                await().untilAsserted(() -> {
                    try (var next = new RawClient(server)) {
                        assertThat(next.send(GET).read().status()).isEqualTo(200);
                    }
                });
                await().untilAsserted(() -> {
                    try (var next = new RawClient(server)) {
                        next.send(opening);
                        assertThat(next.readBytes(4)).isEqualTo(4);
                    }
                });
            }
        }
    }

    @Test
    void closesAConnectionWhosePrefaceDoesNotEnd() throws Exception {
        var limits = new ConnectionLimits(9, 1, LONG, SHORT, (peer, local) -> true);
        try (var server = serve(limits, Answers.echoTarget());
                var silent = new RawClient(server)) {
            silent.send(OPENING_OF_HTTP_2.substring(0, 20));

            assertThat(silent.isClosed()).isTrue();
        }
    }

    @Test
    void closesAConnectionWhosePrefaceBreaksOff() throws Exception {
        try (var server = serve(new ConnectionLimits(9, 1, LONG, LONG, (peer, local) -> true), Answers.echoTarget())) {
            for (int length = 16; length < OPENING_OF_HTTP_2.length(); length++) {
                try (var leaving = new RawClient(server)) {
                    leaving.send(OPENING_OF_HTTP_2.substring(0, length)).sendEnd();

                    assertThat(leaving.isClosed()).as("after %s bytes", length).isTrue();
                }
            }
        }
    }

    @Test
    void closesAnIdleConnection() throws Exception {
        try (var server = serve(new ConnectionLimits(9, 1, SHORT, LONG, (peer, local) -> true), Answers.echoTarget());
                var used = new RawClient(server);
                var unused = new RawClient(server)) {
            assertThat(used.send(GET).read().status()).isEqualTo(200);

            assertThat(used.isClosed()).isTrue();
            assertThat(unused.isClosed()).isTrue();
        }
    }

    @Test
    void closesAConnectionWhoseHeadDoesNotEnd() throws Exception {
        try (var server = serve(new ConnectionLimits(9, 1, LONG, SHORT, (peer, local) -> true), Answers.echoTarget());
                var client = new RawClient(server)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n");

            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void answers408WhenABodyComesTooSlowly() throws Exception {
        try (var server = serve(new ConnectionLimits(9, 1, LONG, SHORT, (peer, local) -> true), Answers.bodyLength());
                var client = new RawClient(server)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nslow");

            assertThat(client.read().status()).isEqualTo(408);
        }
    }

    @Test
    void takesABodyThatComesFastEnough() throws Exception {
        try (var server = serve(new ConnectionLimits(9, 1, LONG, SHORT, (peer, local) -> true), Answers.bodyLength());
                var client = new RawClient(server)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n1");
            client.send("2");

            assertThat(client.read().body()).isEqualTo("2");
        }
    }

    @Test
    void boundsTheRequestsThatWait() throws Exception {
        var waiting = new LinkedBlockingQueue<Invocation>();
        RequestHandler handler = invocation -> {
            if (invocation.mayWait()) {
                waiting.add(invocation);
            } else {
                invocation.fail(ProblemType.OVERLOADED, "Too many.");
            }
        };
        try (var server = serve(new ConnectionLimits(9, 1, LONG, LONG, (peer, local) -> true), handler);
                var first = new RawClient(server);
                var second = new RawClient(server)) {
            first.send(GET);
            var parked = waiting.take();

            var refused = second.send(GET).read();
            parked.complete(Answers.text("news"));

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.field("retry-after")).isEqualTo("1");
            assertThat(first.read().body()).isEqualTo("news");
            second.send(GET);
            waiting.take().complete(Answers.text("more"));
            assertThat(second.read().body()).isEqualTo("more");
        }
    }

    @Test
    void meetsNoExpectationButContinue() throws Exception {
        try (var server = Answers.serve(Answers.bodyLength());
                var client = new RawClient(server)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: a-miracle\r\nContent-Length: 0\r\n\r\n");

            assertThat(client.read().status()).isEqualTo(417);
        }
    }
}
