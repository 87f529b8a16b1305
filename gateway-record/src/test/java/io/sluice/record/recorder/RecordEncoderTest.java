package io.sluice.record.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.flow.TestIdentity;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.observe.KeptBody;
import io.sluice.engine.observe.RecordPlace;
import io.sluice.engine.observe.RouteLabel;
import io.sluice.engine.observe.TestExchange;
import io.sluice.engine.trace.TraceContext;
import io.sluice.engine.trace.TraceParent;
import io.sluice.record.exchange.ExchangeReader;
import io.sluice.record.exchange.InvalidExchangeException;
import io.sluice.record.exchange.RecordedExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class RecordEncoderTest {
    private static final TraceParent PARENT =
            new TraceParent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true);

    @Test
    void writesTheCanonicalRecord() {
        TestExchange exchange = TestExchange.of("POST", "/items?tag=a&tag=b")
                .to("https", "api.example.com")
                .took(Duration.ofNanos(57_500_000))
                .field("accept", "*/*")
                .field("authorization", "Bearer abcdefgh12345678")
                .body("application/json", "{\"x\":1}")
                .answer(201)
                .answerField("set-cookie", "a=1; Path=/")
                .answerField("set-cookie", "b=2")
                .answerBody("application/json", "{\"id\": 7.10, \"token\":\"s3cret\"}")
                .route(new RouteLabel("proxy.routes[0]", "POST", "/items"))
                .record(new RecordPlace("items", 2, 7))
                .trace(() -> new TraceContext(PARENT, null))
                .by(TestIdentity.of("users", "alice"));

        assertThat(written(exchange))
                .isEqualTo("{\"request\":{\"timestamp\":\"2024-05-01T10:00:00.123Z\",\"method\":\"post\","
                        + "\"protocol\":\"https\",\"host\":\"api.example.com\",\"path\":\"/items?tag=a&tag=b\","
                        + "\"pathname\":\"/items\",\"query\":{\"tag\":[\"a\",\"b\"]},"
                        + "\"headers\":{\"accept\":\"*/*\",\"authorization\":\"Bearer ***\","
                        + "\"content-type\":\"application/json\"},\"body\":\"{\\\"x\\\":1}\"},"
                        + "\"response\":{\"timestamp\":\"2024-05-01T10:00:00.180Z\",\"statusCode\":201,"
                        + "\"headers\":{\"set-cookie\":[\"a=***; Path=/\",\"b=***\"],"
                        + "\"content-type\":\"application/json\"},"
                        + "\"body\":\"{\\\"id\\\": 7.10, \\\"token\\\":\\\"***\\\"}\"},"
                        + "\"meta\":{\"requestId\":\"abc-1\",\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\","
                        + "\"spanId\":\"00f067aa0ba902b7\",\"route\":\"proxy.routes[0]\",\"routePath\":\"/items\","
                        + "\"topic\":\"items\",\"partition\":2,\"offset\":7,"
                        + "\"durationMs\":57.500,\"httpVersion\":\"HTTP/1.1\",\"clientAddress\":\"127.0.0.1\","
                        + "\"identity\":\"users:alice\",\"requestBytes\":7,\"responseBytes\":30,"
                        + "\"outcome\":\"complete\",\"instance\":\"gateway-1\","
                        + "\"redacted\":[\"response.body\",\"request.headers.authorization\","
                        + "\"response.headers.set-cookie\"]}}");
    }

    @Test
    void aGuardsNameMakesNoSecretOfTheSender() {
        assertThat(written(TestExchange.of("GET", "/").by(TestIdentity.of("jwt", "alice"))))
                .contains("\"identity\":\"jwt:alice\"")
                .doesNotContain("meta.identity");
        assertThat(written(TestExchange.of("GET", "/").by(TestIdentity.of("keys", "token=abcdefgh"))))
                .contains("\"identity\":\"keys:token=***\"", "\"meta.identity\"");
    }

    @Test
    void anExchangeWithoutAResponseGetsOneThatSaysSo() throws Exception {
        String record = written(TestExchange.of("GET", "/slow").answer(0).to("https", ""));

        assertThat(record)
                .contains("\"host\":\"localhost\"")
                .contains("\"statusCode\":499,\"headers\":{},\"body\":\"\"}")
                .contains("\"outcome\":\"client-left\"")
                .contains("\"omitted\":[\"response\"]");
        assertThat(read(record).response()).isNull();
    }

    @Test
    void saysWhatBecameOfTheExchange() {
        assertThat(written(TestExchange.of("GET", "/").brokenOff())).contains("\"outcome\":\"cut-off\"");
        assertThat(written(TestExchange.of("GET", "/").problem(ProblemType.TIMEOUT)))
                .contains("\"problem\":\"urn:sluice:problem:timeout\",\"outcome\":\"timeout\"");
        assertThat(written(TestExchange.of("GET", "/").problem(ProblemType.NO_ROUTE)))
                .contains("\"statusCode\":404")
                .contains("\"problem\":\"urn:sluice:problem:no-route\",\"outcome\":\"complete\"");
    }

    @Test
    void saysWhyBodiesAreMissing() throws Exception {
        String record = written(TestExchange.of("POST", "/")
                .field("content-length", "12")
                .answerField("content-type", "text/plain")
                .answerBody(new KeptBody(new byte[] {1, (byte) 0xFF}, 2, true)));

        assertThat(record)
                .doesNotContain("\"body\":\"\"},\"response\"")
                .contains("\"body\":\"\"},\"meta\"")
                .contains("\"omitted\":[\"request.body\",\"response.body\"],"
                        + "\"omittedBecause\":{\"request.body\":\"unread\",\"response.body\":\"binary\"}");
        assertThat(Objects.requireNonNull(read(record).response()).body()).isNull();
        assertThat(written(TestExchange.of("GET", "/").answerBody("image/png", "png")))
                .contains("\"omittedBecause\":{\"response.body\":\"content-type\"}");
    }

    @Test
    void recordsTheBeginningOfLargeBodies() {
        byte[] large = "a".repeat(70_000).getBytes(StandardCharsets.UTF_8);

        String record = written(TestExchange.of("POST", "/")
                .body(new KeptBody(large, 90_000, true))
                .answerBody(new KeptBody(new byte[] {'b'}, 1, false)));

        assertThat(record)
                .contains("\"body\":\"" + "a".repeat(65_536) + "\"")
                .contains("\"body\":\"b\"")
                .contains("\"requestBytes\":90000")
                .contains("\"truncated\":[\"request.body\",\"response.body\"]");
    }

    @Test
    void decodedBodiesComeWithoutTheirEncoding() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("{\"token\":\"abc\"}".getBytes(StandardCharsets.UTF_8));
        }

        String record = written(TestExchange.of("GET", "/")
                .answerField("content-encoding", "gzip")
                .answerField("content-type", "application/json")
                .answerBody(new KeptBody(bytes.toByteArray(), bytes.size(), true)));

        assertThat(record)
                .contains(
                        "\"headers\":{\"content-type\":\"application/json\"},\"body\":\"{\\\"token\\\":\\\"***\\\"}\"")
                .contains("\"decoded\":{\"response.body\":\"gzip\"}");
    }

    @Test
    void leavesOutBodiesForSinksThatCannotTakeThem() throws Exception {
        Recording recording = encoded(TestExchange.of("POST", "/a")
                .to("https", "api.example.com")
                .field("x-tenant", "t1")
                .body("text/plain", "LARGE")
                .answerBody("text/plain", "LARGER")
                .trace(() -> new TraceContext(PARENT, null))
                .route(new RouteLabel("proxy.routes[0]", "POST", "/{x}"))
                .by(TestIdentity.of("users", "alice")));

        String without = new String(recording.jsonWithoutBodies(), StandardCharsets.UTF_8);

        assertThat(new String(recording.json(), StandardCharsets.UTF_8)).contains("LARGER");
        assertThat(without)
                .doesNotContain("LARGE")
                .contains("\"truncated\":[\"request.body\",\"response.body\"]")
                .contains("\"omittedBecause\":{\"request.body\":\"too-large\",\"response.body\":\"too-large\"}");
        assertThat(recording.header("x-tenant")).isEqualTo("t1");
        assertThat(recording.header("x-other")).isNull();
        assertThat(recording.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(recording.traceParent()).isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(List.of(
                        recording.host(),
                        recording.protocol(),
                        recording.method(),
                        recording.pathname(),
                        recording.route(),
                        recording.identity(),
                        recording.requestId()))
                .containsExactly("api.example.com", "https", "post", "/a", "/{x}", "users:alice", "abc-1");
        assertThat(recording.requestMillis()).isEqualTo(TestExchange.START);
        assertThat(recording.status()).isEqualTo(200);
    }

    private static RecordedExchange read(String record) throws InvalidExchangeException {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        return ExchangeReader.read(bytes, 0, bytes.length);
    }

    private static String written(TestExchange exchange) {
        return new String(encoded(exchange).json(), StandardCharsets.UTF_8);
    }

    private static Recording encoded(TestExchange exchange) {
        RecorderSettings settings =
                RecorderSettings.builder("test", "gateway-1").build();
        var bodies = new BodySnapshot.BodyChoice(
                true,
                settings.bodies().limitBytes(),
                new MediaTypes(settings.bodies().contentTypes()));
        return new RecordEncoder(settings).encode(new Snapshot(exchange, bodies));
    }
}
