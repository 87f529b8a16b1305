package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.http.StreamedBody;
import io.sluice.engine.observe.EndedExchange;
import io.sluice.engine.observe.ExchangeObserver;
import io.sluice.engine.observe.KeptBody;
import io.sluice.http.guard.CredentialCarrier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an observer who keeps bodies is shown. */
@Timeout(60)
class CaptureTest {
    private static final int KEPT = 8;
    private static final int BODY_LIMIT = 100;
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String CHUNKED = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final BlockingQueue<Shown> shown = new LinkedBlockingQueue<>();
    private final BlockingQueue<StreamedBody> streams = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> reading = new LinkedBlockingQueue<>();
    private final HttpEdge edge = HttpEdge.start();

    /** A body as the tests compare it: {@code text/length}, and whether it is whole. */
    private record Part(String text, boolean isWhole) {
        static final Part EMPTY = new Part("/0", true);
        static final Part NEVER_CAME = new Part("/0", false);

        static Part of(KeptBody body) {
            return new Part(new String(body.bytes(), StandardCharsets.UTF_8) + '/' + body.length(), body.isWhole());
        }
    }

    private record Shown(
            int status,
            Part request,
            Part response,
            TreeMap<String, String> sent,
            TreeMap<String, String> answered,
            String target,
            long startedAt) {

        static Shown of(EndedExchange exchange) {
            var sent = new TreeMap<String, String>();
            exchange.request().forEachHeader(sent::put);
            var answered = new TreeMap<String, String>();
            exchange.forEachResponseHeader(answered::put);
            return new Shown(
                    exchange.status(),
                    Part.of(exchange.requestBody()),
                    Part.of(exchange.responseBody()),
                    sent,
                    answered,
                    exchange.request().target(),
                    exchange.startedAtMillis());
        }
    }

    /** Keeps the beginnings of bodies. */
    private final class Keeper implements ExchangeObserver {
        @Override
        public void ended(EndedExchange exchange) {
            shown.add(Shown.of(exchange));
        }

        @Override
        public int keptBodyBytes() {
            return KEPT;
        }
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    private HttpServer serve(RequestHandler handler) {
        return edge.open(HttpServerOptions.on("127.0.0.1", 0).withBodyLimit(BODY_LIMIT), handler, new Keeper());
    }

    private void stream(Invocation invocation) {
        var body = new StreamedBody(1 << 16);
        invocation.complete(new HttpResponse(200, HttpFields.empty(), body));
        streams.add(body);
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        return Objects.requireNonNull(queue.poll(10, TimeUnit.SECONDS), "nothing came");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void showsHeadsAndBodiesOfBothSides() throws Exception {
        long before = System.currentTimeMillis();
        var server = serve(invocation -> invocation.readBody(all -> invocation.complete(Answers.text("answer"))));
        try (var client = new RawClient(server)) {
            client.send("PUT /a?b=c HTTP/1.1\r\nHost: h\r\nX-One: 1\r\nContent-Length: 3\r\n\r\nabc")
                    .read();

            Shown told = next(shown);

            assertThat(told.request()).isEqualTo(new Part("abc/3", true));
            assertThat(told.response()).isEqualTo(new Part("answer/6", true));
            assertThat(told.sent()).containsEntry("x-one", "1").containsEntry("host", "h");
            assertThat(told.answered())
                    .containsEntry("content-type", "text/plain")
                    .containsEntry("content-length", "6");
            assertThat(told.startedAt()).isBetween(before, System.currentTimeMillis());
        }
    }

    @Test
    void keepsTheBeginningOfLongBodiesAndSaysHowLongTheyWere() throws Exception {
        var server = serve(invocation -> invocation.readBody(all -> invocation.complete(Answers.text("y".repeat(50)))));
        try (var client = new RawClient(server)) {
            client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 20\r\n\r\n" + "x".repeat(20))
                    .read();

            Shown told = next(shown);

            assertThat(told.request()).isEqualTo(new Part("x".repeat(KEPT) + "/20", true));
            assertThat(told.response()).isEqualTo(new Part("y".repeat(KEPT) + "/50", true));
        }
    }

    @Test
    void showsNoBodyWhereNoneIsSent() throws Exception {
        var server = serve(invocation -> {
            if (invocation.request().method().equals("HEAD")) {
                invocation.complete(Answers.text("answer"));
            } else {
                invocation.complete(new HttpResponse(
                        304, HttpFields.empty(), Answers.text("x").body()));
            }
        });
        try (var client = new RawClient(server)) {
            client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n").readHead();
            Shown head = next(shown);
            client.send(GET).readHead();
            Shown notModified = next(shown);

            assertThat(head.response()).isEqualTo(Part.EMPTY);
            assertThat(head.answered()).containsEntry("content-length", "6");
            assertThat(notModified.status()).isEqualTo(304);
            assertThat(notModified.request()).isEqualTo(Part.EMPTY);
            assertThat(notModified.response()).isEqualTo(Part.EMPTY);
        }
    }

    @Test
    void saysThatBodiesWereNotReadToTheirEnd() throws Exception {
        var server = serve(invocation -> {
            if (invocation.request().path().equals("/unread")) {
                invocation.fail(ProblemType.NOT_FOUND, "Nothing.");
            } else {
                invocation.readBody(all -> invocation.complete(Answers.text("never")));
            }
        });
        Shown unread = shownOf(server, "PUT /unread HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
        Shown announced = shownOf(server, "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 101\r\n\r\n");
        Shown tooLong = shownOf(server, CHUNKED + "2\r\nab\r\n64\r\n" + "c".repeat(100) + "\r\n0\r\n\r\n");

        assertThat(unread.request()).isEqualTo(Part.NEVER_CAME);
        assertThat(unread.response().text()).startsWith("{\"type\":");
        assertThat(announced.status()).isEqualTo(413);
        assertThat(announced.request()).isEqualTo(Part.NEVER_CAME);
        assertThat(tooLong.status()).isEqualTo(413);
        assertThat(tooLong.request().isWhole()).isFalse();
    }

    /** What is shown of a request whose client leaves when it has the answer. */
    private Shown shownOf(HttpServer server, String request) throws Exception {
        try (var client = new RawClient(server)) {
            client.send(request).read();
        }
        return next(shown);
    }

    @Test
    void showsWhatCameOfARequestWhoseClientLeft() throws Exception {
        var server = serve(invocation -> invocation.readBody(all -> {}));
        try (var client = new RawClient(server)) {
            client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc");
        }

        Shown left = next(shown);

        assertThat(left.status()).isZero();
        assertThat(left.request()).isEqualTo(new Part("abc/3", false));
        assertThat(left.response()).isEqualTo(Part.NEVER_CAME);
        assertThat(left.answered()).isEmpty();
    }

    @Test
    void showsHowFarAResponseGotWhoseClientLeft() throws Exception {
        var body = new Answers.ChunkedBody(100_000, 1_000);
        var server = serve(invocation -> invocation.complete(new HttpResponse(200, HttpFields.empty(), body)));
        try (var client = new RawClient(server)) {
            client.send(GET).readHead();
        }

        Shown left = next(shown);

        assertThat(left.response().isWhole()).isFalse();
        assertThat(left.response().text()).startsWith("\0".repeat(KEPT) + '/').doesNotEndWith("/" + body.length());
    }

    @Test
    void copiesStreamsWhileTheyPass() throws Exception {
        var server = serve(invocation ->
                new StreamedEcho(reading, new AtomicInteger(), invocation, 1 << 16, Duration.ofMinutes(1)));
        try (var client = new RawClient(server)) {
            client.send(CHUNKED + "5\r\nabcde\r\n").readHead();
            assertThat(client.readChunk()).isEqualTo("abcde");
            client.send("5\r\nfghij\r\n0\r\n\r\n");
            assertThat(client.readChunk()).isEqualTo("fghij");
            assertThat(client.readChunk()).isEmpty();

            Shown told = next(shown);

            assertThat(told.request()).isEqualTo(new Part("abcdefgh/10", true));
            assertThat(told.response()).isEqualTo(new Part("abcdefgh/10", true));
        }
    }

    @Test
    void saysThatAStreamWasCutOff() throws Exception {
        var server = serve(this::stream);
        try (var client = new RawClient(server)) {
            client.send(GET).readHead();
            StreamedBody stream = next(streams);
            stream.offer(bytes("abc"));
            client.readChunk();
            stream.abort();

            assertThat(next(shown).response()).isEqualTo(new Part("abc/3", false));
        }
    }

    @Test
    void doesTheSameForHttp2() throws Exception {
        var server = serve(invocation -> invocation.readBody(all -> invocation.complete(Answers.text("answer"))));
        try (var client = new RawHttp2Client(server, 65_535)) {
            client.post(1);
            client.data(1, "abc");
            client.end(1);
            client.next();

            Shown told = next(shown);

            assertThat(told.request()).isEqualTo(new Part("abc/3", true));
            assertThat(told.response()).isEqualTo(new Part("answer/6", true));
            assertThat(told.answered()).containsEntry("content-type", "text/plain");
        }
    }

    @Test
    void showsThatThereWereCredentialsAndNotWhichOnes() throws Exception {
        var server = serve(invocation -> {
            if (invocation.request() instanceof CredentialCarrier head) {
                head.dropField("x-api-key");
                head.dropField("x-other");
                head.dropParameters(Set.of("to ken", "other"));
            }
            var request = invocation.request();
            invocation.complete(Answers.text(request.header("x-api-key") + " " + request.target()));
        });
        try (var client = new RawClient(server)) {
            var answer = client.send("GET /a?b=c&to+ken=s3cret HTTP/1.1\r\nHost: h\r\nX-Api-Key: s3cret\r\n\r\n")
                    .read();

            Shown told = next(shown);

            assertThat(answer.body()).as("what routes see").isEqualTo("null /a?b=c");
            assertThat(told.sent()).containsEntry("x-api-key", Capture.WITHHELD).doesNotContainKey("x-other");
            assertThat(told.target()).isEqualTo("/a?b=c&to+ken=" + Capture.WITHHELD);
            assertThat(told.toString()).doesNotContain("s3cret");
        }
    }

    @Test
    void keepsNothingForObserversThatWantNothing() throws Exception {
        var server = edge.open(
                HttpServerOptions.on("127.0.0.1", 0), Answers.bodyLength(), exchange -> shown.add(Shown.of(exchange)));
        try (var client = new RawClient(server)) {
            client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc")
                    .read();

            Shown told = next(shown);

            assertThat(told.startedAt()).isZero();
            assertThat(told.request()).isEqualTo(Part.EMPTY);
            assertThat(told.response()).isEqualTo(Part.EMPTY);
        }
    }
}
