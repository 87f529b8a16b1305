package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ProblemFormTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    private final BlockingQueue<ProblemType> told = new LinkedBlockingQueue<>();
    private final HttpEdge edge = HttpEdge.start();

    @AfterEach
    void stop() {
        edge.close();
    }

    private HttpServer serve(RequestHandler handler) {
        var limits = new ConnectionLimits(9, 9, Duration.ofMinutes(1), Duration.ofMillis(100), (peer, local) -> true);
        var options = HttpServerOptions.on("127.0.0.1", 0).withBodyLimit(10).withLimits(limits);
        return edge.open(options, handler, exchange -> {
            ProblemType problem = exchange.problem();
            if (problem != null) {
                told.add(problem);
            }
        });
    }

    private static HttpResponse coded(Problem problem) {
        var fields = HttpFields.builder().add("content-type", "application/json");
        problem.fields().forEach(fields::add);
        int status = problem.type().status();
        return new HttpResponse(status, fields.build(), Body.of("{\"error_code\":" + status + "}"));
    }

    @Test
    void answersInTheFormOfThePlan() throws Exception {
        var server = serve(invocation -> {
            invocation.amendResponse(
                    fields -> fields.toBuilder().add("vary", "origin").build());
            invocation.answerProblems(ProblemFormTest::coded);
            invocation.fail(Problem.retryAfter(ProblemType.NOT_READY, "Wait.", 7));
        });
        try (var client = new RawClient(server)) {
            var answer = client.send(GET).read();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("{\"error_code\":503}");
            assertThat(answer.field("content-type")).isEqualTo("application/json");
            assertThat(answer.field("retry-after")).isEqualTo("7");
            assertThat(answer.fields("vary")).containsExactly("origin");
            assertThat(answer.field("x-request-id")).isNotEmpty();
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(ProblemType.NOT_READY);
        }
    }

    @ParameterizedTest
    @CsvSource({"11, BODY_TOO_LARGE", "10, REQUEST_TIMEOUT"})
    void answersSoWhatTheEdgeMeetsInTheBody(int length, ProblemType type) throws Exception {
        var server = serve(invocation -> {
            invocation.answerProblems(ProblemFormTest::coded);
            invocation.readBody(bytes -> invocation.complete(Answers.text("whole")));
        });
        try (var client = new RawClient(server)) {
            var answer = client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + length + "\r\n\r\nab")
                    .read();

            assertThat(answer.body()).isEqualTo("{\"error_code\":" + type.status() + "}");
            client.send("x".repeat(length - 2)); // what is left has to come before the exchange ends
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(type);
        }
    }

    @Test
    void answersUnexpectedFailuresSoToo() throws Exception {
        var server = serve(invocation -> {
            invocation.answerProblems(ProblemFormTest::coded);
            throw new IllegalStateException("bug");
        });
        try (var client = new RawClient(server)) {
            assertThat(client.send(GET).read().body()).isEqualTo("{\"error_code\":500}");
        }
    }

    @Test
    void answersAsElsewhereWhenTheFormFails() throws Exception {
        var server = serve(invocation -> {
            invocation.answerProblems(problem -> {
                throw new IllegalStateException("form");
            });
            invocation.fail(ProblemType.NOT_FOUND, "Nothing.");
        });
        try (var client = new RawClient(server)) {
            var answer = client.send(GET).read();

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.field("content-type")).isEqualTo("application/problem+json");
        }
    }
}
