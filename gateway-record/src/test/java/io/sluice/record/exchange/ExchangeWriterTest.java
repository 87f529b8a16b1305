package io.sluice.record.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExchangeWriterTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant SENT = Instant.parse("2024-05-01T10:00:00.123456789Z");

    @Test
    void writesTheCanonicalRecord() throws InvalidExchangeException {
        RecordedExchange exchange = exchange(
                "POST",
                "https",
                "api.example.com",
                "/items?tag=a&tag=b",
                NamedValues.fields()
                        .add("Content-Type", "application/json")
                        .add("Accept", "*/*")
                        .build(),
                "{\"x\":1}",
                "{\"id\":7}",
                Map.of("route", "items"));

        assertThat(new String(ExchangeWriter.bytes(exchange), StandardCharsets.UTF_8))
                .isEqualTo("{\"request\":{\"timestamp\":\"2024-05-01T10:00:00.123Z\",\"method\":\"post\","
                        + "\"protocol\":\"https\",\"host\":\"api.example.com\",\"path\":\"/items?tag=a&tag=b\","
                        + "\"pathname\":\"/items\",\"query\":{\"tag\":[\"a\",\"b\"]},"
                        + "\"headers\":{\"content-type\":\"application/json\",\"accept\":\"*/*\"},"
                        + "\"body\":\"{\\\"x\\\":1}\"},"
                        + "\"response\":{\"timestamp\":\"2024-05-01T10:00:01.000Z\",\"statusCode\":200,"
                        + "\"headers\":{\"set-cookie\":[\"a=1\",\"b=2\"]},\"body\":\"{\\\"id\\\":7}\"},"
                        + "\"meta\":{\"route\":\"items\"}}");
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void everyReaderTakesWhatIsWritten(RecordedExchange exchange) throws IOException {
        JsonNode written = JSON.readTree(ExchangeWriter.bytes(exchange));

        PythonReader.check(written);
        TypeScriptReader.check(written);
        JavaReader.check(written);
        assertThat(schema().validate(written)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void ownReaderGivesBackWhatWasWritten(RecordedExchange exchange) throws InvalidExchangeException {
        byte[] written = ExchangeWriter.bytes(exchange);

        RecordedExchange read = ExchangeReader.read(written, 0, written.length);

        assertThat(ExchangeWriter.bytes(read)).isEqualTo(written);
        assertThat(read.meta()).isEqualTo(exchange.meta());
        assertThat(Objects.requireNonNull(read.response()).body())
                .isEqualTo(Objects.requireNonNull(exchange.response()).body());
    }

    @Test
    void aRequestWithoutAResponseIsOfTheFormat() throws IOException {
        RecordedRequest request =
                new RecordedRequest(null, "get", null, null, RecordedTarget.of("/"), NamedValues.NONE, null);

        JsonNode written = JSON.readTree(ExchangeWriter.bytes(new RecordedExchange(request, null, Map.of())));

        assertThat(schema().validate(written)).isEmpty();
        assertThat(written.has("response")).isFalse();
    }

    @Test
    void refusesAMethodThatTheFormatDoesNotHave() {
        RecordedExchange purge = exchange("PURGE", "http", "h", "/", NamedValues.NONE, "", "", Map.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExchangeWriter.bytes(purge))
                .withMessageContaining("purge");
    }

    static Stream<RecordedExchange> exchanges() {
        NamedValues headers = NamedValues.fields()
                .add("X-A", "1")
                .add("x-a", "2")
                .add("Host", "h:8080")
                .build();
        return Stream.of(
                exchange("GET", "http", "localhost:8080", "/", NamedValues.NONE, "", "", Map.of()),
                exchange("get", null, null, "/a?b=%20c&b=+d&e", headers, null, "x", Map.of()),
                exchange("DELETE", "https", "h", "/a%2Fb?q=100%", headers, null, null, Map.of("n", 1)),
                exchange("PUT", "https", "h", "/ü?ö=€", headers, "\u0000\u2028\"\\", "\ud83d\ude00", Map.of()),
                exchange("CONNECT", null, "h", "", headers, null, "", Map.of("l", List.of(1, "a", true))),
                exchange("OPTIONS", "http", null, "*", NamedValues.NONE, "", "", Map.of("omitted", "other")));
    }

    private static RecordedExchange exchange(
            String method,
            @Nullable String protocol,
            @Nullable String host,
            String path,
            NamedValues headers,
            @Nullable String body,
            @Nullable String answer,
            Map<String, Object> meta) {
        NamedValues cookies = NamedValues.fields()
                .add("Set-Cookie", "a=1")
                .add("Set-Cookie", "b=2")
                .build();
        return new RecordedExchange(
                new RecordedRequest(SENT, method, protocol, host, RecordedTarget.of(path), headers, body),
                new RecordedResponse(Instant.parse("2024-05-01T10:00:01Z"), 200, cookies, answer),
                meta);
    }

    private static Schema schema() throws IOException {
        try (InputStream in = ExchangeWriterTest.class.getResourceAsStream("http-types.schema.json")) {
            return SchemaRegistry.withDialect(Dialects.getDraft7())
                    .getSchema(JSON.readTree(Objects.requireNonNull(in)));
        }
    }
}
