package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpServerTest {

    @Test
    void keepsAConnectionForSeveralRequests() throws Exception {
        try (var server = Answers.serve(Answers.echoTarget());
                var client = new RawClient(server)) {
            var first = client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n").read();
            var second = client.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n").read();

            assertThat(first.body()).isEqualTo("GET http a /1 null");
            assertThat(second.body()).isEqualTo("GET http a /2 null");
            assertThat(second.field("server")).isNull();
            assertThat(second.field("date")).isNotNull();
        }
    }

    @Test
    void answersPipelinedRequestsInOrderAlsoWhenTheFirstEndsLater() throws Exception {
        try (var server = Answers.serve(invocation -> invocation.after(
                        Duration.ofMillis(invocation.request().path().equals("/1") ? 100 : 1),
                        () -> invocation.complete(
                                Answers.text(invocation.request().path()))));
                var client = new RawClient(server)) {
            client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(client.read().body()).isEqualTo("/1");
            assertThat(client.read().body()).isEqualTo("/2");
        }
    }

    @Test
    void sendsAFinishedResponseBeforeAPipelinedRequestThatWaits() throws Exception {
        BlockingQueue<Invocation> parked = new ArrayBlockingQueue<>(1);
        try (var server = Answers.serve(invocation -> {
                    if (invocation.request().path().equals("/2")) {
                        parked.add(invocation);
                    } else {
                        invocation.complete(Answers.text("first"));
                    }
                });
                var client = new RawClient(server)) {
            client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(client.read().body()).isEqualTo("first");
            parked.take().complete(Answers.text("second"));
            assertThat(client.read().body()).isEqualTo("second");
        }
    }

    @Test
    void keepsWhatAClientPipelinesWhileItsFirstRequestWaits() throws Exception {
        BlockingQueue<Invocation> parked = new ArrayBlockingQueue<>(2);
        try (var server = Answers.serve(parked::add);
                var client = new RawClient(server)) {
            client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
            var first = parked.take();
            client.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(parked.poll(100, TimeUnit.MILLISECONDS)).isNull();
            first.complete(Answers.text("first"));
            parked.take().complete(Answers.text("second"));

            assertThat(client.read().body()).isEqualTo("first");
            assertThat(client.read().body()).isEqualTo("second");
        }
    }

    @Test
    void answersHeadWithTheLengthAndWithoutTheBody() throws Exception {
        try (var server = Answers.serve(invocation -> invocation.complete(Answers.text("12345")));
                var client = new RawClient(server)) {
            var head = client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").readHead();
            var next = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read();

            assertThat(head.field("content-length")).isEqualTo("5");
            assertThat(next.body()).isEqualTo("12345");
        }
    }

    @Test
    void sendsNeitherLengthNorBodyWith204And304() throws Exception {
        try (var server = Answers.serve(invocation -> invocation.complete(new HttpResponse(
                        Integer.parseInt(invocation.request().path().substring(1)),
                        HttpFields.of("etag", "\"x\""),
                        Body.of("ignored"))));
                var client = new RawClient(server)) {
            for (int status : new int[] {204, 304}) {
                var response = client.send("GET /" + status + " HTTP/1.1\r\nHost: a\r\n\r\n")
                        .readHead();

                assertThat(response.status()).isEqualTo(status);
                assertThat(response.field("content-length")).isNull();
                assertThat(response.field("transfer-encoding")).isNull();
                assertThat(response.field("etag")).isEqualTo("\"x\"");
            }
        }
    }

    @Test
    void writesProblemsAsJsonWithTheRequestId() throws Exception {
        var ids = new ArrayBlockingQueue<String>(1);
        try (var server = Answers.serve(invocation -> {
                    ids.add(invocation.requestId());
                    invocation.fail(Problem.of(ProblemType.NOT_READY, "Wait for \"items\"."));
                });
                var client = new RawClient(server)) {
            var response = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read();

            assertThat(response.status()).isEqualTo(503);
            assertThat(response.field("content-type")).isEqualTo("application/problem+json");
            assertThat(response.field("cache-control")).isEqualTo("no-store");
            assertThat(response.field("retry-after")).isEqualTo("1");
            assertThat(response.body())
                    .isEqualTo("{\"type\":\"urn:sluice:problem:not-ready\","
                            + "\"title\":\"The gateway is still reading the data behind the resource\","
                            + "\"status\":503,\"detail\":\"Wait for \\\"items\\\".\","
                            + "\"instance\":\"urn:sluice:request:" + ids.take() + "\"}");
        }
    }

    @Test
    void dropsFieldsThatWouldSplitTheResponse() throws Exception {
        var fields = HttpFields.builder()
                .add("x-good", "caf\u00e9")
                .add("x-good", "two")
                .add("x-split", "a\r\nset-cookie: stolen=1")
                .add("x-nul", "a\0")
                .add("x-snow", "\u2603")
                .add("bad name", "a")
                .add("zilla:identity", "a")
                .build();
        try (var server =
                        Answers.serve(invocation -> invocation.complete(new HttpResponse(200, fields, Body.of("x"))));
                var client = new RawClient(server)) {
            var response = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read();

            assertThat(response.fields("x-good")).containsExactly("caf\u00e9", "two");
            assertThat(response.lines())
                    .noneMatch(line -> line.matches("(?i)(x-split|x-nul|x-snow|set-cookie|bad|zilla).*"));
            assertThat(response.body()).isEqualTo("x");
            assertThat(server.counters().droppedFields()).isEqualTo(5);
        }
    }

    @Test
    void answers500WhenCodeBehindItThrows() throws Exception {
        try (var server = Answers.serve(invocation -> {
                    Runnable bug = () -> {
                        throw new IllegalStateException("bug");
                    };
                    switch (invocation.request().path()) {
                        case "/timer" -> invocation.after(Duration.ofMillis(1), bug);
                        case "/queue" -> invocation.execute(bug);
                        case "/body" -> invocation.readBody(bytes -> bug.run());
                        default -> bug.run();
                    }
                });
                var client = new RawClient(server)) {
            for (String path : new String[] {"/timer", "/queue", "/body", "/"}) {
                var response = client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n")
                        .read();

                assertThat(response.status()).as(path).isEqualTo(500);
                assertThat(response.body())
                        .contains("urn:sluice:problem:internal")
                        .doesNotContain("bug");
            }
        }
    }

    @Test
    void dropsAndCountsLateCompletions() throws Exception {
        try (var server = Answers.serve(invocation -> {
                    invocation.complete(Answers.text("first"));
                    invocation.complete(Answers.text("second"));
                });
                var client = new RawClient(server)) {
            var response = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read();

            assertThat(response.body()).isEqualTo("first");
            assertThat(server.counters().lateCompletions()).isEqualTo(1);
        }
    }

    @Test
    void runsTimersUnlessCancelledAndTellsTheEndListenerOnce() throws Exception {
        var ends = new AtomicInteger();
        var cancelledRan = new AtomicInteger();
        try (var server = Answers.serve(invocation -> {
                    invocation.onEnd(ends::incrementAndGet);
                    var cancelled = invocation.after(Duration.ofMillis(1), cancelledRan::incrementAndGet);
                    cancelled.cancel();
                    invocation.after(Duration.ofMillis(50), () -> invocation.complete(Answers.text("late")));
                });
                var client = new RawClient(server)) {
            var response = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read();

            assertThat(response.body()).isEqualTo("late");
            assertThat(ends).hasValue(1);
            assertThat(cancelledRan).hasValue(0);
        }
    }

    @Test
    void answersAThousandRequestsThatForeignThreadsComplete() throws Exception {
        var handled = ConcurrentHashMap.<String>newKeySet();
        var threads = Executors.newFixedThreadPool(4);
        try (var server = Answers.serve(invocation -> {
            String path = invocation.request().path();
            if (handled.add(path)) {
                threads.execute(() -> invocation.complete(Answers.text(path)));
                threads.execute(() -> invocation.complete(Answers.text(path)));
            }
        })) {
            var client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            var answers = new ArrayList<CompletableFuture<String>>();
            for (int i = 0; i < 1_000; i++) {
                var request =
                        HttpRequest.newBuilder(server.uri().resolve("/" + i)).build();
                answers.add(client.sendAsync(request, BodyHandlers.ofString()).thenApply(response -> response.body()));
            }

            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get(30, TimeUnit.SECONDS)).isEqualTo("/" + i);
            }
            await().until(() -> server.counters().lateCompletions() == 1_000);
            await().until(() -> server.running() == 0);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void speaksHttp2ByUpgrade() throws Exception {
        try (var server = Answers.serve(invocation -> invocation.readBody(bytes -> invocation.complete(Answers.text(
                invocation.request().authority() + " " + invocation.request().target() + " " + bytes.length))))) {
            var client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
            for (int size : new int[] {0, 1, 1_000, 100_000}) {
                var request = HttpRequest.newBuilder(server.uri().resolve("/a%2Fb;c=d?q=%20"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[size]))
                        .build();

                var response = client.send(request, BodyHandlers.ofString());

                assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThat(response.body()).isEqualTo("127.0.0.1:" + server.port() + " /a%2Fb;c=d?q=%20 " + size);
            }
        }
    }

    @Test
    void abandonsAWaitingRequestWhenItsClientCloses() throws Exception {
        BlockingQueue<Invocation> parked = new ArrayBlockingQueue<>(1);
        try (var server = Answers.serve(
                invocation -> invocation.readBody(bytes -> invocation.execute(() -> parked.add(invocation))))) {
            try (var client = new RawClient(server)) {
                client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab");
                assertThat(parked.take().isEnded()).isFalse();
            }

            await().until(() -> server.counters().abandoned() == 1);
            await().until(() -> server.running() == 0);
        }
    }

    @Test
    void closesTheConnectionWhenTheHandlerAbandons() throws Exception {
        try (var server = Answers.serve(Invocation::abandon);
                var client = new RawClient(server)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(client.isClosed()).isTrue();
            await().until(() -> server.running() == 0);
        }
    }

    @Test
    void letsRunningRequestsEndBeforeItStops() throws Exception {
        BlockingQueue<Invocation> parked = new ArrayBlockingQueue<>(1);
        var server = Answers.serve(invocation -> {
            if (invocation.request().path().equals("/slow")) {
                parked.add(invocation);
            } else {
                invocation.complete(Answers.text("quick"));
            }
        });
        try (var slow = new RawClient(server);
                var kept = new RawClient(server)) {
            kept.send("GET /quick HTTP/1.1\r\nHost: a\r\n\r\n").read();
            slow.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
            var running = parked.take();

            var closing = CompletableFuture.runAsync(() -> server.close(Duration.ofSeconds(30)));
            await().until(() -> isRefused(server));
            var onKept = kept.send("GET /quick HTTP/1.1\r\nHost: a\r\n\r\n").read();
            running.complete(Answers.text("done"));
            var onSlow = slow.read();
            closing.get(30, TimeUnit.SECONDS);

            assertThat(onKept.field("connection")).isEqualTo("close");
            assertThat(onSlow.field("connection")).isEqualTo("close");
            assertThat(onSlow.body()).isEqualTo("done");
            assertThat(kept.isClosed()).isTrue();
        }
    }

    @Test
    void cutsOffWhatOutlastsTheDrainTimeout() throws Exception {
        BlockingQueue<Invocation> parked = new ArrayBlockingQueue<>(1);
        var server = Answers.serve(parked::add);
        try (var client = new RawClient(server)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            var running = parked.take();

            server.close(Duration.ofMillis(50));

            assertThat(client.isClosed()).isTrue();
            assertThat(running.isEnded()).isTrue();
        }
    }

    @Test
    void saysWhichAddressIsBusyAndWhatToDo() throws Exception {
        try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var options = HttpServerOptions.on("127.0.0.1", busy.getLocalPort());

            assertThatThrownBy(() -> HttpServer.start(options, Answers.echoTarget()))
                    .isInstanceOf(ListenException.class)
                    .hasMessageStartingWith(
                            "Cannot listen on 127.0.0.1:" + busy.getLocalPort() + ": Address already in use")
                    .hasMessageContaining("options.port");
        }
    }

    @Test
    void servesSeveralAddressesFromTheSameThreads() throws Exception {
        try (var edge = HttpEdge.start();
                var one = edge.open(HttpServerOptions.on("127.0.0.1", 0), Answers.echoTarget());
                var two = edge.open(HttpServerOptions.on("127.0.0.1", 0), Answers.echoTarget());
                var clientOfOne = new RawClient(one);
                var clientOfTwo = new RawClient(two)) {
            clientOfOne.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read();

            one.close(Duration.ZERO);

            assertThat(clientOfOne.isClosed()).isTrue();
            assertThat(clientOfTwo
                            .send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                            .read()
                            .status())
                    .isEqualTo(200);
        }
    }

    private static boolean isRefused(HttpServer server) {
        try {
            new RawClient(server).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
