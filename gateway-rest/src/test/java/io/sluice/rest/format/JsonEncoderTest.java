package io.sluice.rest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParseException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonEncoderTest {
    private final RecordEncoder encoder = new JsonEncoder();

    @ParameterizedTest
    @ValueSource(strings = {"1.10", "1e5", "1E400", "-0", "123456789012345678901234567890", "0.1000000000000000055"})
    void keepsTheDigitsOfNumbers(String number) {
        assertThat(Encoding.text(encoder, number)).isEqualTo(number);
        assertThat(Encoding.text(encoder, "{\"n\": [ " + number + " ]}")).isEqualTo("{\"n\":[" + number + "]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            { "b" : 1, "a" : [ true , false, null ] } | {"b":1,"a":[true,false,null]}
            "\\u00e9\\/\\u0001"                       | "é/\\u0001"
            "😀"                                      | "\\uD83D\\uDE00"
            "\\ud800"                                  | "\\uD800"
            {}                                        | {}
            ""                                        | ""
            """)
    void writesCompactly(String json, String expected) {
        assertThat(Encoding.text(encoder, json)).isEqualTo(expected);
    }

    @Test
    void takesNullForNoValue() {
        assertThat(Encoding.bytes(encoder, "null")).isNull();
    }

    @Test
    void refusesEqualNames() {
        assertThatThrownBy(() -> Encoding.bytes(encoder, "{\"a\":1,\"b\":{\"a\":1},\"a\":2}"))
                .hasCauseInstanceOf(JsonParseException.class)
                .hasMessageContaining("Duplicate field 'a'");
    }

    @Test
    void goesOnAfterARefusal() {
        assertThatThrownBy(() -> Encoding.bytes(encoder, "[{\"a\":1,\"a\":1}]"))
                .hasMessageContaining("Duplicate field");

        assertThat(Encoding.text(encoder, "[1]")).isEqualTo("[1]");
        assertThat(Encoding.text(encoder, "{\"a\":2}")).isEqualTo("{\"a\":2}");
    }

    @Test
    void goesOnAfterALargeValue() {
        String large = '"' + "x".repeat(100_000) + '"';

        assertThat(Encoding.text(encoder, large)).isEqualTo(large);
        assertThat(Encoding.text(encoder, "[1]")).isEqualTo("[1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "[1,", "{\"a\" 1}", "\"a"})
    void leavesMalformedJsonToTheReaderOfTheBody(String json) {
        assertThatThrownBy(() -> Encoding.bytes(encoder, json))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(JsonParseException.class);
    }

    @Test
    void boundsTheDepth() {
        assertThat(Encoding.text(encoder, "[".repeat(500) + "]".repeat(500))).hasSize(1000);
        assertThatThrownBy(() -> Encoding.bytes(encoder, "[".repeat(501) + "]".repeat(501)))
                .hasMessageContaining("maximum allowed (500");
    }
}
