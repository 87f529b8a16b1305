package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ResponseBodyTest {
    private static final int CHUNKS = 100_000;
    private static final int CHUNK_BYTES = 500;

    @Test
    void makesChunksOnlyAsFastAsTheClientReadsAndServesOthersMeanwhile() throws Exception {
        var body = new Answers.ChunkedBody(CHUNKS, CHUNK_BYTES);
        try (var server = serve(body);
                var slow = new RawClient(server)) {
            slow.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
            slow.readHead();

            for (int i = 0; i < 8; i++) { // by turns on every I/O thread
                try (var other = new RawClient(server)) {
                    assertThat(other.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                                    .read()
                                    .body())
                            .isEqualTo("small");
                }
            }

            assertThat(body.made.get()).isBetween(1, CHUNKS / 2);
            assertThat(slow.readBytes(CHUNKS * CHUNK_BYTES)).isEqualTo(CHUNKS * CHUNK_BYTES);
            assertThat(body.made).hasValue(CHUNKS);
            assertThat(slow.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read().body())
                    .isEqualTo("small");
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void sendsEveryByte(HttpClient.Version version) throws Exception {
        byte[] single = new byte[5_000_000];
        for (int i = 0; i < single.length; i++) {
            single[i] = (byte) (i % 251);
        }
        for (var body : new Body[] {Body.empty(), Body.of(single), new Answers.ChunkedBody(3_000, 1_000)}) {
            try (var server = serve(body)) {
                var client = HttpClient.newBuilder().version(version).build();
                upgrade(client, server);
                var request =
                        HttpRequest.newBuilder(server.uri().resolve("/large")).build();

                var response = client.send(request, BodyHandlers.ofByteArray());

                assertThat(response.headers().firstValueAsLong("content-length"))
                        .hasValue(body.length());
                assertThat(response.body()).hasSize((int) body.length());
                if (body.chunks() == 1) {
                    assertThat(response.body()).isEqualTo(single);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void sendsABodyOfUnknownLengthWithoutContentLength(HttpClient.Version version) throws Exception {
        var known = new Answers.ChunkedBody(2_000, 500);
        try (var server = serve(new UnknownLength(known))) {
            var client = HttpClient.newBuilder().version(version).build();
            upgrade(client, server);
            var request = HttpRequest.newBuilder(server.uri().resolve("/large")).build();

            var response = client.send(request, BodyHandlers.ofByteArray());

            assertThat(response.headers().firstValue("content-length")).isEmpty();
            assertThat(response.body()).hasSize((int) known.length());
        }
    }

    @Test
    void endsQuietlyWhenTheClientDisappears() throws Exception {
        var body = new Answers.ChunkedBody(CHUNKS, CHUNK_BYTES);
        try (var server = serve(body)) {
            try (var client = new RawClient(server)) {
                client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n").readHead();
            }

            await().until(() -> server.running() == 0);
            assertThat(body.made.get()).isLessThan(CHUNKS);
        }
    }

    @Test
    void closesTheConnectionWhenABodyFails() throws Exception {
        var broken = new Body() {
            @Override
            public long length() {
                return 10;
            }

            @Override
            public int chunks() {
                return 1;
            }

            @Override
            public ByteBuffer chunk(int index) {
                throw new IllegalStateException("bug");
            }
        };
        try (var server = serve(broken);
                var client = new RawClient(server)) {
            client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(client.isClosed()).isTrue();
            await().until(() -> server.running() == 0);
        }
    }

    /** The JDK's client loses its place now and then when much data follows the switch to HTTP/2 at once. */
    private static void upgrade(HttpClient client, HttpServer server) throws Exception {
        client.send(HttpRequest.newBuilder(server.uri()).build(), BodyHandlers.discarding());
    }

    private static HttpServer serve(Body large) {
        return Answers.serve(invocation -> invocation.complete(
                invocation.request().path().equals("/large")
                        ? new HttpResponse(200, HttpFields.empty(), large)
                        : Answers.text("small")));
    }

    /** Bytes whose number nobody knows beforehand. */
    private record UnknownLength(Body body) implements Body {
        @Override
        public long length() {
            return UNKNOWN;
        }

        @Override
        public int chunks() {
            return body.chunks();
        }

        @Override
        public ByteBuffer chunk(int index) {
            return body.chunk(index);
        }
    }
}
