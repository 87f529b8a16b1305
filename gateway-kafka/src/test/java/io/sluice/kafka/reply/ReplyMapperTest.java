package io.sluice.kafka.reply;

import static io.sluice.kafka.TestRecords.record;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyMapperTest {
    private final ReplyMapper mapper = new ReplyMapper("zilla:correlation-id");

    private HttpResponse map(@Nullable String value, @Nullable String... headers) {
        return requireNonNull(mapper.map(record(0, 0, null, value, headers)).response());
    }

    @ParameterizedTest
    @ValueSource(strings = {"200", "201", "404", "412", "599"})
    void takesAStatus(String status) {
        assertThat(map("x", ":status", status).status()).isEqualTo(Integer.parseInt(status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "99", "100", "199", "600", "1000", "-200", "+20", " 200", "2OO", "٢٠٠"})
    void aStatusThatNoRequestCanEndWithIs502(String status) {
        Reply reply = mapper.map(record(0, 0, null, "x", ":status", status));

        assertThat(reply.response()).isNull();
        assertThat(requireNonNull(reply.problem()).type()).isEqualTo(ProblemType.REPLY_INVALID);
    }

    @Test
    void withoutAStatusItIs200() {
        assertThat(map("x").status()).isEqualTo(200);
        assertThat(map("x", ":status", null).status()).isEqualTo(200);
    }

    @Test
    void copiesTheTraceOfTheService() {
        HttpResponse response = map("x", "traceparent", "00-a-b-01", "tracestate", "a=1");

        assertThat(response.fields().get("traceparent")).isEqualTo("00-a-b-01");
        assertThat(response.fields().get("tracestate")).isEqualTo("a=1");
    }

    @Test
    void copiesFieldsInOrderAndLeavesOutWhatWouldBreakTheMessage() {
        HttpResponse response = map(
                "x",
                "Content-Type",
                "text/plain",
                "zilla:correlation-id",
                "k-1",
                "x-null",
                null,
                "x-split",
                "a\r\nset-cookie: b",
                "x-nul",
                "\u0000",
                "x-del",
                "\u007f",
                "bad name",
                "1",
                "bad:name",
                "1",
                "bad\r\nname",
                "1",
                "näme",
                "1",
                "",
                "1",
                ":path",
                "/",
                "content-length",
                "99",
                "Transfer-Encoding",
                "chunked",
                "connection",
                "close",
                "keep-alive",
                "1",
                "upgrade",
                "h2c",
                "te",
                "trailers",
                "trailer",
                "x",
                "set-cookie",
                "a=1",
                "set-cookie",
                "b=2",
                "x-tab",
                "a\tb");

        assertThat(response.fields().toString())
                .isEqualTo("content-type: text/plain\nset-cookie: a=1\nset-cookie: b=2\nx-tab: a\tb\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"204", "205", "304"})
    void aStatusWithoutContentHasNone(String status) {
        assertThat(map("value", ":status", status).body().length()).isZero();
    }

    @Test
    void aNullValueIsAnEmptyBody() {
        assertThat(map(null).body().length()).isZero();
        assertThat(map("").body().length()).isZero();
        assertThat(map("abc").body().length()).isEqualTo(3);
    }

    @Test
    void findsTheLastCorrelationId() {
        String name = "zilla:correlation-id";

        assertThat(mapper.correlationId(record(0, 0, null, "x", name, "1", name, "2")))
                .isEqualTo("2");
        assertThat(mapper.correlationId(record(0, 0, null, "x"))).isNull();
        assertThat(mapper.correlationId(record(0, 0, null, "x", name, null))).isNull();
    }
}
