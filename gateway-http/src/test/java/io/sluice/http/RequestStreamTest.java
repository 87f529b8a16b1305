package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.engine.flow.BodyReceiver;
import io.sluice.engine.flow.BodySource;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.StreamedBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RequestStreamTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final String CHUNKED = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final int BODY_LIMIT = 10;
    private static final int WINDOW = 65_535;

    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final AtomicInteger pauses = new AtomicInteger();
    private final HttpEdge edge = HttpEdge.start();

    @AfterEach
    void stop() {
        edge.close();
    }

    private HttpServer serve(RequestHandler handler) {
        // A sender that must not be too slow, and may send little where it is not a stream.
        var limits = new ConnectionLimits(99, 9, LONG, SHORT, (peer, local) -> true);
        return edge.open(
                HttpServerOptions.on("127.0.0.1", 0).withBodyLimit(BODY_LIMIT).withLimits(limits),
                handler,
                exchange -> told.add(exchange.status() + " " + exchange.requestBytes() + " " + exchange.isComplete()));
    }

    /** Notes what comes. */
    private final class Notes implements BodyReceiver {
        @Override
        public void received(ByteBuffer bytes) {
            news.add(StandardCharsets.UTF_8.decode(bytes).toString());
        }

        @Override
        public void completed() {
            news.add("completed");
        }

        @Override
        public void brokenOff() {
            news.add("broken off");
        }
    }

    private void assertNews(String expected) throws InterruptedException {
        assertThat(news.poll(10, TimeUnit.SECONDS)).isEqualTo(expected);
    }

    private void assertTold(HttpServer server, String expected) throws InterruptedException {
        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(expected);
        await().until(() -> server.running() == 0);
        assertThat(told).isEmpty();
        assertThat(news).isEmpty();
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    @Test
    void answersEachPieceWhileTheRequestIsOpen() throws Exception {
        var server = serve(invocation -> new StreamedEcho(news, pauses, invocation, 1_000_000, LONG));
        try (var client = new RawClient(server)) {
            client.send(CHUNKED).readHead();
            for (String line : new String[] {"one\n", "two\n", "the third is longer than the listener's limit\n"}) {
                client.send(chunk(line));
                assertThat(client.readChunk()).isEqualTo(line);
            }
            client.send("0\r\n\r\n");

            assertThat(client.readChunk()).isEmpty();
            assertNews("completed");
            assertTold(server, "200 54 true");
            client.send(CHUNKED + chunk("next") + "0\r\n\r\n").readHead();
            assertThat(client.readChunk()).isEqualTo("next");
        }
    }

    @Test
    void answersEachPieceOverHttp2WhileTheRequestIsOpen() throws Exception {
        var server = serve(invocation -> new StreamedEcho(news, pauses, invocation, 1_000_000, LONG));
        try (var client = new RawHttp2Client(server, WINDOW)) {
            client.post(1);
            assertThat(client.next().type()).isEqualTo(RawHttp2Client.HEADERS);
            for (String line : new String[] {"one\n", "two\n", "the third is longer than the listener's limit\n"}) {
                client.data(1, line);
                assertThat(client.next().text()).isEqualTo(line);
            }
            client.end(1);

            assertThat(client.next().endsStream()).isTrue();
            assertNews("completed");
            assertTold(server, "200 54 true");
        }
    }

    @Test
    void slowsTheSenderDownToTheReader() throws Exception {
        int total = 40_000_000;
        var server = serve(invocation -> new StreamedEcho(news, pauses, invocation, 1 << 16, LONG));
        try (var client = new RawClient(server)) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: " + total + "\r\n\r\n");
            var sender = CompletableFuture.runAsync(() -> send(client, total));
            await().until(() -> pauses.get() > 0);
            assertThat(sender).isNotDone();

            client.readHead();
            long read = 0;
            for (String chunk = client.readChunk(); !chunk.isEmpty(); chunk = client.readChunk()) {
                read += chunk.length();
            }

            sender.get(10, TimeUnit.SECONDS);
            assertThat(read).isEqualTo(total);
            assertNews("completed");
        }
        assertTold(server, "200 " + total + " true");
    }

    private static void send(RawClient client, int total) {
        String piece = "x".repeat(1_000_000);
        try {
            for (int sent = 0; sent < total; sent += piece.length()) {
                client.send(piece);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void pausesAnHttp2StreamWhoseReaderAllowsNothing() throws Exception {
        var server = serve(invocation -> new StreamedEcho(news, pauses, invocation, 4_000, LONG));
        try (var client = new RawHttp2Client(server, 0)) {
            client.post(1);
            for (int i = 0; i < 30; i++) {
                client.data(1, "y".repeat(1_500));
                if (i == 10) {
                    await().until(() -> pauses.get() > 0);
                }
            }
            client.end(1);
            client.allow(1, 45_000);

            int read = 0;
            RawHttp2Client.Frame frame;
            do {
                frame = client.next(1);
                read += frame.type() == RawHttp2Client.DATA ? frame.text().length() : 0;
            } while (!frame.endsStream());

            assertThat(read).isEqualTo(45_000);
            assertNews("completed");
            assertTold(server, "200 45000 true");
        }
    }

    @Test
    void asksForTheBodyBeforeItAnswers() throws Exception {
        var server = serve(invocation -> new StreamedEcho(news, pauses, invocation, 1_000, LONG));
        try (var client = new RawClient(server)) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");

            assertThat(client.readHead().status()).isEqualTo(100);
            assertThat(client.readHead().status()).isEqualTo(200);
            client.send("abc");
            assertThat(client.readChunk()).isEqualTo("abc");
            assertThat(client.readChunk()).isEmpty();
        }
    }

    @Test
    void asksForNoBodyThatTheAnswerDoesNotNeed() throws Exception {
        var server = serve(invocation -> {
            invocation.streamBody(new Notes(), LONG);
            invocation.complete(Answers.text("enough"));
        });
        try (var client = new RawClient(server)) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");

            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.isClosed()).isTrue();
            assertNews("broken off");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsALargeBodyBackOverHttp2(boolean expectsContinue) throws Exception {
        byte[] content = new byte[5_000_000];
        new Random(7).nextBytes(content);
        var server = serve(invocation -> new StreamedEcho(news, pauses, invocation, 1 << 16, LONG));
        var client = HttpClient.newHttpClient();
        client.send(HttpRequest.newBuilder(server.uri()).build(), BodyHandlers.discarding()); // changes over to HTTP/2
        assertNews("completed");
        var request = HttpRequest.newBuilder(server.uri())
                .expectContinue(expectsContinue)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content)))
                .build();

        var answer = client.send(request, BodyHandlers.ofByteArray());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.body()).isEqualTo(content);
        assertNews("completed");
    }

    @Test
    void completesAtOnceWithoutABody() throws Exception {
        var server = serve(invocation -> new StreamedEcho(news, pauses, invocation, 1_000, LONG));
        try (var client = new RawClient(server)) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").readHead();

            assertThat(client.readChunk()).isEmpty();
            assertNews("completed");
            assertTold(server, "200 0 true");
        }
    }

    @Test
    void outlivesTheRuleAgainstSlowSendersUntilItIsIdle() throws Exception {
        var server = serve(invocation -> new StreamedEcho(news, pauses, invocation, 1_000, Duration.ofMillis(500)));
        try (var client = new RawClient(server)) {
            client.send(CHUNKED + chunk("a")).readHead();
            assertThat(client.readChunk()).isEqualTo("a");

            assertThat(client.readRest()).isEmpty();

            assertNews("broken off");
            assertTold(server, "200 1 false");
        }
    }

    @Test
    void answers408WhereNothingWasAnsweredYet() throws Exception {
        var server = serve(invocation -> invocation.streamBody(new Notes(), SHORT));
        try (var client = new RawClient(server)) {
            client.send(CHUNKED + chunk("a"));

            var answer = client.read();

            assertThat(answer.status()).isEqualTo(408);
            assertNews("a");
            assertNews("broken off");
        }
    }

    @Test
    void doesNotCallAPausedStreamIdle() throws Exception {
        BlockingQueue<BodySource> sources = new LinkedBlockingQueue<>();
        BlockingQueue<Invocation> waited = new LinkedBlockingQueue<>();
        var server = serve(invocation -> {
            var source = invocation.streamBody(new Notes(), SHORT);
            source.pause();
            sources.add(source);
            invocation.after(SHORT.multipliedBy(3), () -> waited.add(invocation));
        });
        try (var client = new RawClient(server)) {
            client.send(CHUNKED + chunk("a") + "0\r\n\r\n");
            var invocation = Objects.requireNonNull(waited.poll(10, TimeUnit.SECONDS));
            assertThat(news).isEmpty();

            sources.take().resume();

            assertNews("a");
            assertNews("completed");
            invocation.complete(Answers.text("done"));
            assertThat(client.read().body()).isEqualTo("done");
        }
    }

    @Test
    void breaksOffWhenTheClientGoesAway() throws Exception {
        var server = serve(invocation -> new StreamedEcho(news, pauses, invocation, 1_000, LONG));
        try (var client = new RawClient(server)) {
            client.send(CHUNKED + chunk("a")).readHead();
            assertThat(client.readChunk()).isEqualTo("a");
        }
        assertNews("broken off");
        assertTold(server, "200 1 false");

        try (var client = new RawHttp2Client(server, WINDOW)) {
            client.post(1);
            client.data(1, "b");
            client.next();
            client.cancel(1);
            assertNews("broken off");
            assertTold(server, "200 1 false");
        }
    }

    @Test
    void breaksOffWhenTheAnswerDoesNotNeedTheRest() throws Exception {
        var server = serve(invocation -> {
            invocation.streamBody(new Notes(), LONG);
            invocation.after(SHORT, () -> invocation.complete(Answers.text("enough")));
        });
        try (var client = new RawClient(server)) {
            client.send(CHUNKED + chunk("a"));

            assertThat(client.read().body()).isEqualTo("enough");
            assertNews("a");
            assertNews("broken off");
            client.send(chunk("dropped") + "0\r\n\r\n" + CHUNKED + chunk("b"));
            assertThat(client.read().body()).isEqualTo("enough");
            assertNews("b");
        }
    }

    @Test
    void breaksOffWhenTheStreamedAnswerEndsBefore() throws Exception {
        var server = serve(invocation -> {
            var body = new StreamedBody(1_000);
            invocation.streamBody(new Notes(), LONG);
            invocation.complete(new HttpResponse(200, HttpFields.empty(), body));
            body.close();
        });
        try (var client = new RawClient(server)) {
            assertThat(client.send(CHUNKED).read().field("content-length")).isEqualTo("0");
            assertNews("broken off");
            client.send(chunk("dropped") + "0\r\n\r\n");
            assertTold(server, "200 0 true");
        }
    }

    @Test
    void breaksTheAnswerWhenTheReceiverFails() throws Exception {
        var server = serve(invocation -> {
            @Nullable StreamedBody answered = invocation.request().path().equals("/early") ? new StreamedBody(1_000) : null;
            invocation.streamBody(new Failing(), LONG);
            if (answered != null) {
                invocation.complete(new HttpResponse(200, HttpFields.empty(), answered));
            }
        });
        try (var early = new RawClient(server);
                var client = new RawClient(server)) {
            early.send("POST /early HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n")
                    .readHead();
            early.send("a");
            assertThat(early.readRest()).isEmpty();
            assertNews("broken off");

            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\na");
            assertThat(client.read().status()).isEqualTo(500);
            assertNews("broken off");
        }
    }

    /** Cannot take what comes. */
    private final class Failing implements BodyReceiver {
        @Override
        public void received(ByteBuffer bytes) {
            throw new IllegalStateException("bug");
        }

        @Override
        public void completed() {
            news.add("completed");
        }

        @Override
        public void brokenOff() {
            news.add("broken off");
        }
    }
}
