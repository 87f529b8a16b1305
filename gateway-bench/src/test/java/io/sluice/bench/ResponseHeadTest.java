package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResponseHeadTest {

    private static @Nullable ResponseHead parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return ResponseHead.parse(ByteBuffer.allocate(1_000).put(bytes));
    }

    private static ResponseHead head(String text) {
        return Objects.requireNonNull(parse(text));
    }

    @Test
    void endsBeforeTheBody() {
        ResponseHead head = head("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nEtag: \"a\"\r\n\r\nabc");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.contentLength()).isEqualTo(3);
        assertThat(head.field("etag")).isEqualTo("\"a\"");
        assertThat(head.text()).endsWith("\"a\"\r\n\r\n");
    }

    @Test
    void isNullUntilComplete() {
        assertThat(parse("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n")).isNull();
        assertThat(parse("")).isNull();
    }

    @Test
    void knowsWhichStatusesHaveNoBody() {
        assertThat(head("HTTP/1.1 204 No Content\r\n\r\n").contentLength()).isZero();
        assertThatThrownBy(() -> head("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
                        .contentLength())
                .isInstanceOf(BenchFailure.class);
    }
}
