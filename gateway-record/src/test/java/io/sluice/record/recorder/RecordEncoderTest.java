package io.sluice.record.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.observe.RouteLabel;
import io.sluice.engine.trace.TraceParent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RecordEncoderTest {

    @Test
    void writesTheCanonicalRecord() {
        Exchanges exchange = Exchanges.request("POST", "/items?tag=a&tag=b")
                .field("accept", "*/*")
                .field("authorization", "Bearer abcdefgh12345678")
                .body("application/json", "{\"x\":1}")
                .answer(201)
                .answerField("set-cookie", "a=1; Path=/")
                .answerField("set-cookie", "b=2")
                .answerBody("application/json", "{\"id\": 7.10, \"token\":\"s3cret\"}")
                .route(new RouteLabel("proxy.routes[0]", "POST", "/items"))
                .trace(new TraceParent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true))
                .by("alice");

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
                        + "\"durationMs\":57.500,\"httpVersion\":\"HTTP/1.1\",\"clientAddress\":\"127.0.0.1\","
                        + "\"identity\":\"alice\",\"requestBytes\":7,\"responseBytes\":30,"
                        + "\"outcome\":\"complete\",\"instance\":\"gateway-1\","
                        + "\"redacted\":[\"response.body\",\"request.headers.authorization\","
                        + "\"response.headers.set-cookie\"]}}");
    }

    private static String written(Exchanges exchange) {
        RecorderSettings settings =
                RecorderSettings.builder("test", "gateway-1").build();
        var bodies = new BodySnapshot.BodyChoice(
                true,
                settings.bodies().limitBytes(),
                new MediaTypes(settings.bodies().contentTypes()));
        Recording recording = new RecordEncoder(settings).encode(new Snapshot(exchange, bodies));
        return new String(recording.json(), StandardCharsets.UTF_8);
    }
}
