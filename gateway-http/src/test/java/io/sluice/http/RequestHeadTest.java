package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RequestHeadTest {
    private static final int LIMIT = 8 << 10;

    private final HttpServer server =
            HttpServer.start(HttpServerOptions.on("127.0.0.1", 0).withHeaderLimit(LIMIT), Answers.echoTarget());

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /a%2Fb;c=d?q        | GET http a /a%2Fb;c=d q",
                "GET /a;x=1/b;y?q=%20&r  | GET http a /a;x=1/b;y q=%20&r",
                "GET /items/1;cid=a-b/   | GET http a /items/1;cid=a-b/ null",
                "GET /a/../b//c/.        | GET http a /a/../b//c/. null",
                "GET /a;                 | GET http a /a; null",
                "GET /%C3%A9+%00?a+b     | GET http a /%C3%A9+%00 a+b",
                "GET /?                  | GET http a / null",
                "GET /a?b?c;d=/e         | GET http a /a b?c;d=/e",
                "GET http://a:81/p;x=1?q | GET http a:81 /p;x=1 q",
                "GET http://a            | GET http a / null",
                "OPTIONS *               | OPTIONS http a * null",
                "OPTIONS /a              | OPTIONS http a /a null",
                "PURGE /                 | PURGE http a / null"
            })
    void handsOnTheTargetAsSent(String target, String expected) throws Exception {
        try (var client = new RawClient(server)) {
            var response = client.send(
                            target + " HTTP/1.1\r\nHost: " + (target.contains(":81") ? "a:81" : "a") + "\r\n\r\n")
                    .read();

            assertThat(response.body()).isEqualTo(expected);
        }
    }

    @Test
    void handsOnFieldsByNameInOrderOfArrival() throws Exception {
        var lines = new ArrayList<String>();
        try (var other = Answers.serve(invocation -> {
                    var request = invocation.request();
                    request.forEachHeader((name, value) -> lines.add(name + "=" + value));
                    lines.add(String.valueOf(request.header("X-A")));
                    lines.add(String.valueOf(request.header("x-none")));
                    lines.add(request.headers("x-a").toString() + request.headers("x-none"));
                    invocation.complete(Answers.text("ok"));
                });
                var client = new RawClient(other)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX-A: 1\r\nx-a: 2\r\n\r\n").read();

            assertThat(lines).contains("host=a").containsSubsequence("x-a=1", "x-a=2", "1", "null", "[1, 2][]");
        }
    }

    @Test
    void answers414AndGoesOnListening() throws Exception {
        for (int length : new int[] {LIMIT + 1, 20_000, 100_000}) {
            try (var client = new RawClient(server)) {
                client.send("GET /" + "x".repeat(length) + " HTTP/1.1\r\nHost: a\r\n\r\n");

                assertThat(client.read().status()).isEqualTo(414);
                assertThat(client.isClosed()).isTrue();
            }
        }
    }

    @Test
    void answers431WhenTheFieldsAreTooLarge() throws Exception {
        try (var client = new RawClient(server)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Large: " + "x".repeat(LIMIT) + "\r\n\r\n");

            var response = client.read();

            assertThat(response.status()).isEqualTo(431);
            assertThat(response.body()).contains("the limit of 8192 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nbad name: x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
                "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n"
            })
    void answers400ToAMalformedHeadAndGoesOnListening(String head) throws Exception {
        try (var client = new RawClient(server);
                var next = new RawClient(server)) {
            assertThat(client.send(head).readHead().status()).isEqualTo(400);
            assertThat(next.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void answers400ToAHeadAboveTheParsersOwnLimit() throws Exception {
        try (var client = new RawClient(server)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n" + ("X-Y: " + "x".repeat(1_000) + "\r\n").repeat(300));

            assertThat(client.readHead().status()).isEqualTo(400);
        }
    }
}
