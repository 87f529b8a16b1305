package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.StreamedBody;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ResponseStreamTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final int LIMIT = 1 << 16;
    private static final int WINDOW = 65_535;

    private final BlockingQueue<StreamedBody> opened = new LinkedBlockingQueue<>();
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private final HttpEdge edge = HttpEdge.start();
    private final HttpServer server = open(HttpServerOptions.on("127.0.0.1", 0));

    /** What the observer heard of an exchange. */
    private record Told(int status, long responseBytes, boolean complete) {}

    @AfterEach
    void stop() {
        edge.close();
    }

    private HttpServer open(HttpServerOptions options) {
        return edge.open(
                options,
                this::respond,
                exchange -> told.add(new Told(exchange.status(), exchange.responseBytes(), exchange.isComplete())));
    }

    private void respond(Invocation invocation) {
        var body = new StreamedBody(LIMIT);
        assertThat(invocation.complete(new HttpResponse(200, HttpFields.empty(), body)))
                .isTrue();
        opened.add(body);
    }

    private StreamedBody body() throws InterruptedException {
        StreamedBody body = opened.poll(10, TimeUnit.SECONDS);
        if (body == null) {
            throw new AssertionError("no request came");
        }
        return body;
    }

    private static boolean offer(StreamedBody body, String text) {
        return body.offer(text.getBytes(StandardCharsets.UTF_8));
    }

    private void assertTold(Told expected) throws InterruptedException {
        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(expected);
        await().until(() -> server.running() == 0);
        assertThat(told).isEmpty();
    }

    private static CountDownLatch whenGone(StreamedBody body) {
        var gone = new CountDownLatch(1);
        body.onGone(gone::countDown);
        return gone;
    }

    private static void awaitGone(CountDownLatch gone) throws InterruptedException {
        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Connection: close\r\n"})
    void sendsEveryOfferAtOnce(String field) throws Exception {
        try (var client = new RawClient(server)) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n" + field + "\r\n");
            var body = body();
            assertThat(client.readHead().field("transfer-encoding")).isEqualTo("chunked");

            for (String event : new String[] {"one", "two", "three"}) {
                assertThat(offer(body, event)).isTrue();
                assertThat(client.readChunk()).isEqualTo(event);
            }
            body.close();

            assertThat(client.readChunk()).isEmpty();
            assertTold(new Told(200, 11, true));
            assertThat(offer(body, "late")).isFalse();
        }
    }

    @Test
    void sendsEveryOfferAtOnceOverHttp2() throws Exception {
        try (var client = new RawHttp2Client(server, WINDOW)) {
            client.get(1);
            var body = body();
            assertThat(client.next().type()).isEqualTo(RawHttp2Client.HEADERS);

            for (String event : new String[] {"one", "two", "three"}) {
                assertThat(offer(body, event)).isTrue();
                assertThat(client.next().text()).isEqualTo(event);
            }
            body.close();

            assertThat(client.next().endsStream()).isTrue();
            assertTold(new Told(200, 11, true));
        }
    }

    @Test
    void keepsTheConnectionAfterAnEmptyStream() throws Exception {
        try (var client = new RawClient(server)) {
            client.send(GET).readHead();
            body().close();
            assertThat(client.readChunk()).isEmpty();

            client.send(GET).readHead();
            var second = body();
            offer(second, "x");
            second.close();

            assertThat(client.readChunk()).isEqualTo("x");
            assertThat(client.readChunk()).isEmpty();
        }
    }

    @Test
    void endsWithTheConnectionForOldClients() throws Exception {
        try (var client = new RawClient(server)) {
            var answer = client.send("GET / HTTP/1.0\r\n\r\n").readHead();
            var body = body();
            offer(body, "all");
            body.close();

            assertThat(answer.field("transfer-encoding")).isNull();
            assertThat(client.readRest()).isEqualTo("all");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Connection: close\r\n"})
    void breaksTheResponseWhenItIsAborted(String field) throws Exception {
        try (var client = new RawClient(server)) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n" + field + "\r\n").readHead();
            var body = body();
            var gone = whenGone(body);
            offer(body, "half");
            assertThat(client.readChunk()).isEqualTo("half");

            body.abort();

            assertThat(client.readRest()).isEmpty();
            assertTold(new Told(200, 4, false));
            assertThat(gone.getCount()).isEqualTo(1);
            assertThat(offer(body, "late")).isFalse();
        }
    }

    @Test
    void resetsTheStreamWhenItIsAborted() throws Exception {
        try (var client = new RawHttp2Client(server, WINDOW)) {
            client.get(1);
            var body = body();
            client.next();

            body.abort();

            assertThat(client.next().type()).isEqualTo(RawHttp2Client.RST_STREAM);
            assertTold(new Told(200, 0, false));
            client.get(3);
            body().close();
            assertThat(client.next(3).type()).as("the next response").isEqualTo(RawHttp2Client.HEADERS);
        }
    }

    @Test
    void cutsOffAProducerThatDoesNotHeedTheLimit() throws Exception {
        try (var client = new RawClient(server)) {
            client.send(GET).readHead();
            var body = body();

            assertThat(body.offer(new byte[LIMIT + 1])).isFalse();

            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void slowsItsProducerDownToItsReader() throws Exception {
        long total = 40_000_000;
        try (var client = new RawClient(server)) {
            client.send("GET / HTTP/1.0\r\n\r\n").readHead();
            var producer = new Producer(body(), total);

            producer.run();

            await().until(() -> producer.stops.get() > 0 && !producer.body.isWritable());
            assertThat(producer.offered.get()).isLessThan(total);
            assertThat(client.readBytes(Long.MAX_VALUE)).isEqualTo(producer.offered.get());
            assertThat(producer.offered.get()).isGreaterThanOrEqualTo(total);
        }
    }

    @Test
    void cutsOffAReaderThatTakesNothingForTheIdleTimeout() throws Exception {
        var impatient = open(withIdleTimeout(Duration.ofMillis(300)));
        try (var client = new RawClient(impatient)) {
            client.send(GET).readHead();
            var body = body();
            var gone = whenGone(body);

            new Producer(body, Long.MAX_VALUE).run();

            awaitGone(gone);
        }
    }

    /** Offers as much as it may. */
    private static final class Producer implements Runnable {
        private final StreamedBody body;
        private final long total;
        private final byte[] piece = new byte[LIMIT / 4];
        private final AtomicLong offered = new AtomicLong();
        private final AtomicInteger stops = new AtomicInteger();

        Producer(StreamedBody body, long total) {
            this.body = body;
            this.total = total;
        }

        @Override
        public void run() {
            while (body.isWritable() && offered.get() < total) {
                assertThat(body.offer(piece)).isTrue();
                offered.addAndGet(piece.length);
            }
            if (offered.get() < total) {
                stops.incrementAndGet();
                body.whenWritable(this);
            } else {
                body.close();
            }
        }
    }

    @Test
    void tellsTheProducerThatTheClientHasGone() throws Exception {
        CountDownLatch gone;
        StreamedBody body;
        try (var client = new RawClient(server)) {
            client.send(GET).readHead();
            body = body();
            gone = whenGone(body);
        }

        awaitGone(gone);
        assertThat(offer(body, "late")).isFalse();
        assertTold(new Told(200, 0, false));
    }

    @Test
    void tellsTheProducerThatAnHttp2ConnectionHasGone() throws Exception {
        CountDownLatch gone;
        try (var client = new RawHttp2Client(server, WINDOW)) {
            client.get(1);
            gone = whenGone(body());
            client.next();
        }

        awaitGone(gone);
        assertTold(new Told(200, 0, false));
    }

    @Test
    void tellsTheProducerThatAnHttp2StreamIsNotWantedAnyMore() throws Exception {
        try (var client = new RawHttp2Client(server, WINDOW)) {
            client.get(1);
            var gone = whenGone(body());
            client.next();

            client.cancel(1);

            awaitGone(gone);
            assertTold(new Told(200, 0, false));
        }
    }

    @Test
    void sendsNoBodyForHead() throws Exception {
        try (var client = new RawClient(server)) {
            var head = client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n").readHead();
            var body = body();

            awaitGone(whenGone(body));
            assertThat(offer(body, "unseen")).isFalse();
            assertThat(head.status()).isEqualTo(200);
            client.send(GET).readHead();
            body().close();
            assertThat(client.readChunk()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void letsTheServerStopWhenItIsClosed(boolean http2) throws Exception {
        try (var client = new RawClient(server);
                var other = new RawHttp2Client(server, WINDOW)) {
            if (http2) {
                other.get(1);
            } else {
                client.send(GET);
            }
            var body = body();

            var stopped = CompletableFuture.runAsync(() -> server.close(Duration.ofMinutes(5)));
            await().until(() -> server.running() == 1);
            body.close();

            stopped.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void isCutOffAtTheEndOfTheDrain() throws Exception {
        try (var client = new RawClient(server);
                var other = new RawHttp2Client(server, WINDOW)) {
            client.send(GET).readHead();
            var gone = whenGone(body());
            other.get(1);
            var goneToo = whenGone(body());

            server.close(Duration.ofMillis(50));

            awaitGone(gone);
            awaitGone(goneToo);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void outlivesTheIdleTimeoutWhileSomethingIsSent() throws Exception {
        var impatient = edge.open(withIdleTimeout(Duration.ofMillis(1_500)), invocation -> {
            respond(invocation);
            comment(invocation, opened.remove());
        });
        try (var client = new RawClient(impatient);
                var other = new RawHttp2Client(impatient, WINDOW)) {
            client.send(GET).readHead();
            other.get(1);
            other.next();

            for (int i = 0; i < 20; i++) { // for longer than the timeout, in all
                assertThat(client.readChunk()).startsWith(":\n");
                assertThat(other.next().text()).startsWith(":\n");
            }
        }
    }

    private static HttpServerOptions withIdleTimeout(Duration timeout) {
        var base = HttpServerOptions.on("127.0.0.1", 0);
        return new HttpServerOptions(
                base.host(),
                base.port(),
                base.bodyLimitBytes(),
                base.headerLimitBytes(),
                base.versions(),
                base.drainTimeout(),
                timeout,
                base.limits(),
                null);
    }

    private static void comment(Invocation invocation, StreamedBody body) {
        if (offer(body, ":\n")) {
            invocation.after(Duration.ofMillis(100), () -> comment(invocation, body));
        }
    }

    @Test
    void resetsTheStreamOfAnUpgradedRequestWhenItIsAborted() throws Exception {
        try (var client = new RawHttp2Client(server)) {
            var body = body();
            assertThat(client.next().type()).isEqualTo(RawHttp2Client.HEADERS);

            body.abort();

            assertThat(client.next().type()).isEqualTo(RawHttp2Client.RST_STREAM);
            assertTold(new Told(200, 0, false));
        }
    }

    @Test
    void tellsTheProducerOfAnAnswerThatComesTooLate() throws Exception {
        server.replace(
                HttpServerOptions.on("127.0.0.1", 0),
                invocation -> {
                    invocation.complete(Answers.text("first"));
                    var late = new StreamedBody(LIMIT);
                    opened.add(late);
                    assertThat(invocation.complete(new HttpResponse(200, HttpFields.empty(), late)))
                            .isFalse();
                },
                () -> {});
        try (var client = new RawClient(server)) {
            assertThat(client.send(GET).read().body()).isEqualTo("first");

            awaitGone(whenGone(body()));
        }
    }
}
