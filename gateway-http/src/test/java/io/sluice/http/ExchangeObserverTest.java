package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.observe.EndedExchange;
import io.sluice.engine.observe.ExchangeObserver;
import io.sluice.engine.observe.RouteLabel;
import io.sluice.engine.trace.RequestTrace;
import io.sluice.engine.trace.TraceContext;
import io.sluice.engine.trace.TraceParent;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExchangeObserverTest {
    private static final String GET = "GET /a?b=c HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final RouteLabel ROUTE = new RouteLabel("proxy.routes[0]", "*", "/a");

    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    private final BlockingQueue<Invocation> parked = new LinkedBlockingQueue<>();
    private final HttpEdge edge = HttpEdge.start();

    /** What was told of an exchange. */
    private record Seen(
            String line,
            int status,
            @Nullable ProblemType problem,
            long requestBytes,
            long responseBytes,
            boolean complete,
            RouteLabel route,
            String requestId) {

        static Seen of(EndedExchange exchange) {
            var request = exchange.request();
            assertThat(exchange.nanos()).isPositive();
            assertThat(exchange.identity().subject()).isEmpty();
            var peer = exchange.peer();
            assertThat(peer != null && peer.getAddress().isLoopbackAddress()).isTrue();
            return new Seen(
                    request.method() + ' ' + request.path() + ' ' + request.query() + ' ' + exchange.protocol(),
                    exchange.status(),
                    exchange.problem(),
                    exchange.requestBytes(),
                    exchange.responseBytes(),
                    exchange.isComplete(),
                    exchange.route(),
                    exchange.requestId());
        }
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    private HttpServer serve(RequestHandler handler) {
        return edge.open(HttpServerOptions.on("127.0.0.1", 0), handler, exchange -> seen.add(Seen.of(exchange)));
    }

    private Seen next() throws InterruptedException {
        Seen next = seen.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        assertThat(seen.poll(20, TimeUnit.MILLISECONDS)).as("told once").isNull();
        return Objects.requireNonNull(next);
    }

    @Test
    void isToldWhatWasAskedAndAnswered() throws Exception {
        var server = serve(invocation -> {
            invocation.matched(ROUTE);
            invocation.readBody(bytes -> invocation.complete(Answers.text("answer")));
        });
        try (var client = new RawClient(server)) {
            client.send("PUT /a?b=c HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n12345")
                    .read();
            Seen first = next();
            client.send(
                            "PUT /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n")
                    .read();
            Seen second = next();

            assertThat(first)
                    .isEqualTo(new Seen("PUT /a b=c HTTP/1.1", 200, null, 5, 6, true, ROUTE, first.requestId()));
            assertThat(second.requestBytes()).isEqualTo(4);
            assertThat(second.requestId()).isNotEqualTo(first.requestId());
        }
    }

    @Test
    void isToldOfProblemsAndOfHeadsThatAreRefused() throws Exception {
        var server = serve(invocation -> invocation.fail(ProblemType.NOT_FOUND, "Nothing."));
        try (var client = new RawClient(server)) {
            var answer = client.send(GET).read();
            Seen problem = next();
            client.send("GET /" + "x".repeat(40_000) + " HTTP/1.1\r\nHost: h\r\n\r\n")
                    .read();
            Seen refused = next();

            assertThat(problem.problem()).isEqualTo(ProblemType.NOT_FOUND);
            assertThat(problem.status()).isEqualTo(404);
            assertThat(problem.route()).isEqualTo(RouteLabel.NONE);
            assertThat(problem.requestId()).isEqualTo(answer.field("x-request-id"));
            assertThat(problem.responseBytes()).isEqualTo(answer.body().length());
            assertThat(refused.problem()).isEqualTo(ProblemType.TARGET_TOO_LONG);
            assertThat(refused.status()).isEqualTo(414);
        }
    }

    @Test
    void isToldWhenTheClientLeavesBeforeTheResponse() throws Exception {
        var server = serve(parked::add);
        try (var client = new RawClient(server)) {
            client.send(GET);
            assertThat(parked.poll(10, TimeUnit.SECONDS)).isNotNull();
        }

        Seen left = next();

        assertThat(left.status()).isZero();
        assertThat(left.responseBytes()).isZero();
        assertThat(left.complete()).isFalse();
    }

    @Test
    void isToldWhenTheClientLeavesWithinTheResponse() throws Exception {
        var body = new Answers.ChunkedBody(100_000, 1_000);
        var server = serve(invocation -> invocation.complete(new HttpResponse(200, HttpFields.empty(), body)));
        try (var client = new RawClient(server)) {
            client.send(GET).readHead();
        }

        Seen left = next();

        assertThat(left.status()).isEqualTo(200);
        assertThat(left.responseBytes()).isBetween(1L, body.length() - 1);
        assertThat(left.complete()).isFalse();
    }

    @Test
    void mayFailWithoutHarm() throws Exception {
        ExchangeObserver failing = exchange -> {
            throw new IllegalStateException("observer");
        };
        var both = ExchangeObserver.of(List.of(exchange -> seen.add(Seen.of(exchange)), failing));
        var server = edge.open(HttpServerOptions.on("127.0.0.1", 0), Answers.echoTarget(), both);
        try (var client = new RawClient(server)) {
            client.send(GET).read();
            next();

            assertThat(client.send(GET).read().status()).isEqualTo(200);
            assertThat(ExchangeObserver.of(List.of())).isNull();
        }
    }

    @Test
    void saysWhereARequestStandsInATrace() throws Exception {
        var told = new LinkedBlockingQueue<String>();
        TraceContext own = new TraceContext(TraceParent.root(true), null);
        ExchangeObserver plain = exchange -> told.add(text(exchange.trace()));
        ExchangeObserver tracing = new ExchangeObserver() {
            @Override
            public void ended(EndedExchange exchange) {
                told.add(text(exchange.trace()));
            }

            @Override
            public @Nullable RequestTrace trace(HttpRequest request) {
                return request.path().equals("/a") ? () -> own : null;
            }
        };
        String sent = TraceParent.root(false).text();
        var server = edge.open(
                HttpServerOptions.on("127.0.0.1", 0),
                invocation -> invocation.complete(Answers.text(text(invocation.trace()))),
                ExchangeObserver.of(List.of(plain, tracing)));
        try (var client = new RawClient(server)) {
            var traced = client.send(GET).read();
            var passing = client.send("GET /b HTTP/1.1\r\nHost: h\r\nTraceparent: " + sent + "\r\n\r\n")
                    .read();

            assertThat(traced.body()).isEqualTo(own.parent().text());
            assertThat(passing.body()).isEqualTo(sent);
            for (String expected : List.of(traced.body(), traced.body(), sent, sent)) {
                assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(expected);
            }
        }
    }

    private static String text(RequestTrace trace) {
        return Objects.requireNonNull(trace.context()).parent().text();
    }

    @Test
    void takesTheIdThatTheClientSentAndGivesItBack() throws Exception {
        var server = serve(invocation -> {
            if (invocation.request().path().equals("/ok")) {
                invocation.complete(Answers.text("ok"));
            } else {
                invocation.fail(ProblemType.NOT_FOUND, "Nothing.");
            }
        });
        try (var client = new RawClient(server)) {
            var ok = client.send("GET /ok HTTP/1.1\r\nHost: h\r\nX-Request-Id: a/b<c>\r\n\r\n")
                    .read();
            assertThat(next().requestId()).isEqualTo("a/b<c>");
            assertThat(ok.field("x-request-id")).isEqualTo("a/b<c>");
            var problem = client.send("GET /no HTTP/1.1\r\nHost: h\r\nX-Request-Id: a/b<c>\r\n\r\n")
                    .read();
            assertThat(next().requestId()).isEqualTo("a/b<c>");
            assertThat(problem.field("x-request-id")).isEqualTo("a/b<c>");
            assertThat(problem.body()).contains("\"instance\":\"urn:sluice:request:a%2Fb%3Cc%3E\"");
        }
    }

    @Test
    void makesAnIdInThePlaceOfOneThatIsNotFitForLogs() throws Exception {
        var server = serve(invocation -> invocation.complete(Answers.text("ok")));
        for (String id : List.of("a b", "\u00e9", "x".repeat(129))) {
            try (var client = new RawClient(server)) {
                var answer = client.send("GET / HTTP/1.1\r\nHost: h\r\nX-Request-Id: " + id + "\r\n\r\n")
                        .read();

                assertThat(answer.field("x-request-id"))
                        .isEqualTo(next().requestId())
                        .matches("[0-9a-z]+-[0-9a-z]+");
            }
        }
    }
}
