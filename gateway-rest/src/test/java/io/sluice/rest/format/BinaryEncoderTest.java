package io.sluice.rest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.rest.web.RestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BinaryEncoderTest {
    private final RecordEncoder encoder = new BinaryEncoder();

    @ParameterizedTest
    @ValueSource(strings = {"dg", "dg=", "dg=="})
    void needsNoPadding(String text) {
        assertThat(Encoding.text(encoder, '"' + text + '"')).isEqualTo("v");
    }

    @Test
    void knowsTheStandardAlphabet() {
        assertThat(Encoding.bytes(encoder, "\"+/+/\"")).containsExactly(0xfb, 0xff, 0xbf);
    }

    @Test
    void tellsNothingFromNull() {
        assertThat(Encoding.bytes(encoder, "\"\"")).isEmpty();
        assertThat(Encoding.bytes(encoder, "null")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-_-_", "d g=", "dg\\n==", "d", "dg===", "dGVz=", "é", "=", "d="})
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> Encoding.bytes(encoder, '"' + text + '"'))
                .isInstanceOfSatisfying(RestException.class, e -> {
                    assertThat(e.status()).isEqualTo(400);
                    assertThat(e.errorCode()).isEqualTo(400);
                })
                .hasMessage("Bad Request: data=\"" + text + "\" is not a valid base64 string.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            1.10       | 1.10
            true       | true
            {"a": [1]} | {"a":[1]}
            """)
    void refusesWhatIsNoText(String json, String quoted) {
        assertThatThrownBy(() -> Encoding.bytes(encoder, json))
                .hasMessage("Bad Request: data=" + quoted + " is not a base64 string.");
    }

    @Test
    void doesNotRepeatLongText() {
        assertThatThrownBy(() -> Encoding.bytes(encoder, '"' + "!".repeat(100_000) + '"'))
                .hasMessage("Bad Request: data=\"" + "!".repeat(199) + "... is not a valid base64 string.");
    }
}
