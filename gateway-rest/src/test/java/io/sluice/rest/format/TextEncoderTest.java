package io.sluice.rest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.rest.web.RestException;
import org.junit.jupiter.api.Test;

final class TextEncoderTest {
    private final RecordEncoder encoder = new TextEncoder();

    @Test
    void writesUtf8() {
        assertThat(Encoding.bytes(encoder, "\"\\u00e9\"")).containsExactly(0xc3, 0xa9);
        assertThat(Encoding.text(encoder, "\"😀\"")).isEqualTo("😀");
        assertThat(Encoding.bytes(encoder, "null")).isNull();
    }

    @Test
    void refusesOtherValues() {
        assertThatThrownBy(() -> Encoding.bytes(encoder, "{\"a\":1}"))
                .hasMessage("Bad Request: data={\"a\":1} is not a string.");
        assertThatThrownBy(() -> Encoding.bytes(encoder, "\"\\ud83d\""))
                .isInstanceOf(RestException.class)
                .hasMessageContaining("surrogate");
    }
}
