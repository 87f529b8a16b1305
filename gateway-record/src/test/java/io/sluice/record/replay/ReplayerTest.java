package io.sluice.record.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.sluice.record.exchange.RecordedExchange;
import io.sluice.record.openapi.Recorded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayerTest {
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    @Test
    void boundsTheRequestsWithoutAnAnswer() throws IOException, InterruptedException {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            running.decrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        Queue<ReplayResult> results = new ConcurrentLinkedQueue<>();
        try {
            var target = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            var replayer = new Replayer(settings(target, List.of()), results::add);
            for (int i = 0; i < 20; i++) {
                replayer.send(Recorded.exchange("GET /a/" + i, 204, ""), "line " + i);
            }

            assertThat(replayer.finish()).isTrue();
            assertThat(replayer.sent()).isEqualTo(20);
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
        assertThat(results).hasSize(20).allMatch(result -> result.outcome() == ReplayResult.Outcome.SAME);
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void doesNotSendWhatWasRedactedOrNotRecorded() throws InterruptedException {
        Queue<ReplayResult> results = new ConcurrentLinkedQueue<>();
        var replayer = new Replayer(settings(NOWHERE, List.of()), results::add);
        RecordedExchange whole = Recorded.exchange("GET /a", 200, "");

        replayer.send(Recorded.exchange("GET /a?key=***", 200, ""), "1");
        replayer.send(Recorded.request("PUT /a").body("image/png", null).answered(200, ""), "2");
        replayer.send(new RecordedExchange(whole.request(), null, whole.meta()), "3");
        replayer.send(Recorded.exchange("GET /a b", 200, ""), "4");

        assertThat(replayer.sent()).isZero();
        assertThat(results).extracting(ReplayResult::outcome).containsOnly(ReplayResult.Outcome.NOT_SENT);
        assertThat(results)
                .extracting(result -> result.details().get(0))
                .satisfiesExactly(
                        detail -> assertThat(detail).contains("redacted"),
                        detail -> assertThat(detail).contains("not recorded"),
                        detail -> assertThat(detail).contains("no response"),
                        detail -> assertThat(detail).contains("not a valid request"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1,'b':2} | {'b':2.0,'a':1} | `` | ``",
                "{'a':1} | {'a':2} | `` | /a: has another value",
                "{'a':1} | {'a':'1'} | `` | /a: was number, is string",
                "{'a':1} | {} | `` | /a: is missing",
                "{} | {'x/y':1} | `` | /x~1y: is new",
                "[1,2] | [1] | `` | /1: is missing",
                "1 | 2 | `` | (all): has another value",
                "{'a':'***'} | {'a':7} | `` | ``",
                "{'l':[{'at':1},{'at':2}]} | {'l':[{'at':3},{'at':4}]} | /l/*/at | ``",
                "{'a':{'b':1}} | {'a':{'b':2}} | /a | ``"
            })
    void comparesJsonByStructure(String recorded, String got, String ignored, String difference) throws IOException {
        var json = new ObjectMapper();

        List<String> differences = JsonComparison.differences(
                json.readTree(recorded.replace('\'', '"')),
                json.readTree(got.replace('\'', '"')),
                ignored.isEmpty() ? List.of() : List.of(ignored));

        assertThat(String.join("; ", differences)).isEqualTo(difference);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "method=GET true",
                "method=post,get true",
                "method=put false",
                "path=/users/* true",
                "path=/orders/* false",
                "host=API.* true",
                "status=2xx true",
                "status=200,404 false"
            })
    void filters(String condition, boolean passes) {
        RecordedExchange exchange = Recorded.exchange("GET /users/7", 201, "");

        assertThat(ReplayFilter.of(List.of(condition)).passes(exchange)).isEqualTo(passes);
        assertThat(ReplayFilter.of(List.of("method=get", condition)).passes(exchange))
                .isEqualTo(passes);
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(URI.create("/only/path"), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> settings(NOWHERE, List.of("id")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReplaySettings(NOWHERE, -1, 1, Duration.ofSeconds(1), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> ReplayFilter.of(List.of("method")));
    }

    private static ReplaySettings settings(URI target, List<String> ignored) {
        return new ReplaySettings(target, 10_000, 2, Duration.ofSeconds(10), ignored);
    }
}
