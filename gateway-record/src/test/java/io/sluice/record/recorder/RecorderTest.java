package io.sluice.record.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.observe.TestExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class RecorderTest {

    @Test
    void recordsWhatItIsToldUntilItIsClosed() {
        var sink = new Memory();
        Recorder recorder = Recorder.start(settings().build(), sink);

        IntStream.range(0, 1_500).forEach(i -> recorder.ended(TestExchange.of("GET", "/items/" + i)));
        recorder.close();
        recorder.ended(TestExchange.of("GET", "/late"));
        recorder.close();

        assertThat(sink.paths()).hasSize(1_500).startsWith("/items/0").endsWith("/items/1499");
        assertThat(recorder.recorded()).isEqualTo(1_500);
        assertThat(recorder.dropped(DropReason.CLOSED)).isOne();
        assertThat(recorder.queuedRecords()).isZero();
        assertThat(recorder.queuedBytes()).isZero();
        assertThat(sink.closed).isTrue();
        assertThat(sink.flushes).isPositive();
    }

    @Test
    void dropsWhatDoesNotFitInTheQueueAndSaysSoOnce() {
        var gate = new CountDownLatch(1);
        var blocked = new CountDownLatch(1);
        var sink = new Memory();
        sink.before = recording -> {
            blocked.countDown();
            await(gate);
        };
        List<String> lines = logged(() -> {
            Recorder recorder =
                    Recorder.start(settings().queue(new QueueBounds(3, 4_000)).build(), sink);
            recorder.ended(TestExchange.of("GET", "/first"));
            await(blocked);
            recorder.ended(TestExchange.of("GET", "/" + "x".repeat(5_000)));
            IntStream.range(0, 10).forEach(i -> recorder.ended(TestExchange.of("GET", "/" + i)));
            assertThat(recorder.queuedRecords()).isEqualTo(3);
            gate.countDown();
            recorder.close();

            assertThat(recorder.dropped(DropReason.QUEUE_FULL)).isEqualTo(7);
            assertThat(recorder.dropped(DropReason.TOO_LARGE)).isOne();
        });

        assertThat(sink.paths()).containsExactly("/first", "/0", "/1", "/2");
        assertThat(lines).containsExactly("exchanges were not recorded recorder=test queue-full=7 too-large=1");
    }

    @Test
    void boundsTheQueueInBytes() {
        var queue = new ExchangeQueue(new QueueBounds(100, 3_000));
        Snapshot snapshot = new Snapshot(TestExchange.of("GET", "/" + "x".repeat(600)), choice());

        assertThat(queue.offer(snapshot)).isNull();
        assertThat(queue.offer(snapshot)).isNull();
        assertThat(queue.offer(snapshot)).isEqualTo(DropReason.QUEUE_FULL);
        assertThat(queue.isFilling()).isTrue();
        assertThat(queue.poll()).isSameAs(snapshot);
        assertThat(queue.offer(snapshot)).isNull();
    }

    @Test
    void keepsTheQueueShortWhenItWillNotGetThrough() {
        var queue = new ExchangeQueue(new QueueBounds(8_192, 100_000_000));
        Snapshot snapshot = new Snapshot(TestExchange.of("GET", "/"), choice());

        for (int i = 0; i < 1_024; i++) {
            assertThat(queue.isFull(true)).isFalse();
            assertThat(queue.offer(snapshot)).isNull();
        }

        assertThat(queue.isFull(true)).isTrue();
        assertThat(queue.isFull(false)).isFalse();
    }

    @Test
    void goesOnAfterFailuresOfTheSink() {
        var sink = new Memory();
        sink.before = recording -> {
            if (recording.pathname().equals("/io")) {
                throw new IllegalStateException("disk on fire");
            }
            if (recording.pathname().equals("/error")) {
                throw new StackOverflowError();
            }
        };
        List<String> lines = logged(() -> {
            Recorder recorder = Recorder.start(settings().build(), sink);
            List.of("/a", "/io", "/b", "/error", "/c").forEach(path -> recorder.ended(TestExchange.of("GET", path)));
            recorder.close();

            assertThat(recorder.dropped(DropReason.SINK)).isEqualTo(2);
            assertThat(recorder.recorded()).isEqualTo(3);
        });

        assertThat(sink.paths()).containsExactly("/a", "/b", "/c");
        assertThat(lines)
                .containsExactly("exchanges were not recorded recorder=test sink=2 "
                        + "error=java.lang.IllegalStateException: disk on fire");
    }

    @Test
    void recordsAndSkipsByRules() {
        var sink = new Memory();
        Recorder recorder = Recorder.start(
                settings()
                        .include(List.of(
                                ExchangeRule.of("get", "/api/*", null),
                                ExchangeRule.of(null, null, "5xx"),
                                ExchangeRule.of(null, null, "499")))
                        .exclude(List.of(ExchangeRule.of(null, "*/health", null), ExchangeRule.of(null, null, "404")))
                        .build(),
                sink);

        recorder.ended(TestExchange.of("GET", "/api/a"));
        recorder.ended(TestExchange.of("POST", "/api/b"));
        recorder.ended(TestExchange.of("GET", "/c"));
        recorder.ended(TestExchange.of("GET", "/api/health"));
        recorder.ended(TestExchange.of("GET", "/api/none").answer(404));
        recorder.ended(TestExchange.of("POST", "/d").answer(503));
        recorder.ended(TestExchange.of("POST", "/e").answer(0));
        recorder.close();

        assertThat(sink.paths()).containsExactly("/api/a", "/d", "/e");
    }

    @Test
    void samplesByIdAndAlwaysKeepsFailures() {
        var sampling = new Sampling(0.25);
        long taken = IntStream.range(0, 10_000)
                .filter(i -> sampling.takes(TestExchange.of("GET", "/").id("8k2j-" + Integer.toString(i, 36))))
                .count();

        assertThat(taken).isBetween(2_350L, 2_650L);
        assertThat(Sampling.place("a")).isEqualTo(Sampling.place("a")).isBetween(0.0, 1.0);
        var never = new Sampling(0);
        assertThat(never.takes(TestExchange.of("GET", "/"))).isFalse();
        assertThat(never.takes(TestExchange.of("GET", "/").answer(500))).isTrue();
        assertThat(never.takes(TestExchange.of("GET", "/").problem(ProblemType.NO_ROUTE)))
                .isTrue();
        assertThat(never.takes(TestExchange.of("GET", "/").brokenOff())).isTrue();
    }

    @Test
    void countsMethodsThatTheFormatDoesNotHave() {
        var sink = new Memory();
        Recorder recorder = Recorder.start(settings().build(), sink);

        List.of("PURGE", "get", "TRACE", "G T").forEach(method -> recorder.ended(TestExchange.of(method, "/")));
        recorder.close();

        assertThat(recorder.dropped(DropReason.METHOD)).isEqualTo(2);
        assertThat(recorder.recorded()).isEqualTo(2);
    }

    @Test
    void recordsBodiesOfErrorsOnlyIfItIsToldSo() {
        var sink = new Memory();
        var errors = new BodySettings(RecordedBodies.ERRORS, 10, List.of("*/*"));
        Recorder recorder = Recorder.start(settings().bodies(errors).build(), sink);

        recorder.ended(TestExchange.of("GET", "/fine").answerBody("text/plain", "hello"));
        recorder.ended(TestExchange.of("GET", "/wrong").answer(404).answerBody("text/plain", "hello"));
        recorder.ended(TestExchange.of("GET", "/broken").brokenOff().answerBody("text/plain", "hello"));
        recorder.close();

        assertThat(sink.records).extracting(record -> record.contains("hello")).containsExactly(false, true, true);
        assertThat(sink.records.get(0)).contains("\"omittedBecause\":{\"response.body\":\"not-wanted\"}");
    }

    @Test
    void asksForBodiesOnlyIfItRecordsThem() {
        var none = new BodySettings(RecordedBodies.NONE, 10, List.of());
        Recorder without = Recorder.start(settings().bodies(none).build(), new Memory());
        Recorder with = Recorder.start(settings().build(), new Memory());

        assertThat(without.keptBodyBytes())
                .as("so that the edge takes part at all")
                .isOne();
        assertThat(with.keptBodyBytes()).isEqualTo(64 << 10);
        without.close();
        with.close();
    }

    @Test
    void matchesMediaTypes() {
        var types = new MediaTypes(List.of("application/json", "application/*+json", "text/*"));

        assertThat(List.of(
                        "application/json",
                        "Application/JSON ; charset=utf-8",
                        "application/problem+json;a",
                        "text/html"))
                .allMatch(types::contain);
        assertThat(List.of(
                        "application/jsonp", "application/octet-stream", "", "image/png", "+json", "application/+jso"))
                .noneMatch(types::contain);
        assertThat(new MediaTypes(List.of("*/*")).contain("image/png")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "a/b/c", "text/", "a/*/*", "text/plain; charset=utf-8", ""})
    void refusesWhatIsNoMediaType(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BodySettings(RecordedBodies.ALL, 10, List.of(pattern)))
                .withMessageContaining("contentTypes: " + pattern);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6xx", "99", "4x", "ok", ""})
    void refusesWhatIsNoStatus(String status) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExchangeRule.of(null, null, status))
                .withMessageContaining("status: " + status);
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().share(Double.NaN).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().summaryInterval(Duration.ZERO).build());
        assertThatIllegalArgumentException().isThrownBy(() -> new QueueBounds(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new QueueBounds(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new BodySettings(RecordedBodies.ALL, 0, List.of()));
    }

    static RecorderSettings.Builder settings() {
        return RecorderSettings.builder("test", "gateway-1");
    }

    static BodySnapshot.BodyChoice choice() {
        return new BodySnapshot.BodyChoice(true, 64 << 10, new MediaTypes(List.of("*/*")));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the recorder logs meanwhile, with its values. */
    private static List<String> logged(Runnable action) {
        Logger logger = (Logger) LoggerFactory.getLogger(Recorder.class);
        var appender = new ListAppender<ILoggingEvent>();
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.WARN);
        logger.setAdditive(false);
        try {
            action.run();
        } finally {
            logger.detachAppender(appender);
            logger.setAdditive(true);
        }
        return appender.list.stream().map(RecorderTest::line).toList();
    }

    private static String line(ILoggingEvent event) {
        var line = new StringBuilder(event.getMessage());
        event.getKeyValuePairs()
                .forEach(pair -> line.append(' ').append(pair.key).append('=').append(pair.value));
        return line.toString();
    }

    /** Keeps records. */
    private static final class Memory implements RecordingSink {
        final List<String> records = Collections.synchronizedList(new ArrayList<>());
        Consumer<Recording> before = recording -> {};
        volatile boolean closed;
        volatile int flushes;

        @Override
        public void write(Recording recording, Receipts receipts) throws IOException {
            before.accept(recording);
            assertThat(recording.json()).hasSize(recording.size());
            records.add(recording.pathname() + new String(recording.json(), StandardCharsets.UTF_8));
            receipts.recorded(1);
        }

        List<String> paths() {
            return records.stream()
                    .map(line -> line.substring(0, line.indexOf('{')))
                    .toList();
        }

        @Override
        public void flush() {
            flushes = records.size();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
