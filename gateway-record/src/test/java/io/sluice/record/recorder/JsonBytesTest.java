package io.sluice.record.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\u0000\u001f\"\\/\b\f\n\r\t\u007f", "äöü€\u2028", "\ud83d\ude00 a", "日本語"})
    void parsersReadTheTextAgain(String text) throws IOException {
        JsonNode read = JSON.readTree(new JsonBytes().text(text).copy());

        assertThat(read.textValue()).isEqualTo(text);
    }

    @Test
    void replacesHalvesOfCharacters() {
        byte[] json = new JsonBytes().text("\ud83da\ude00\ud83d").copy();

        assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo("\"\ufffda\ufffd\ufffd\"");
    }

    @Test
    void writesNumbers() {
        JsonBytes json = new JsonBytes();

        json.number(0)
                .raw(',')
                .number(-12)
                .raw(',')
                .number(Long.MAX_VALUE)
                .raw(',')
                .number(10)
                .raw('.')
                .digits(7, 3);

        assertThat(new String(json.copy(), StandardCharsets.US_ASCII)).isEqualTo("0,-12,9223372036854775807,10.007");
    }

    @Test
    void growsAndIsUsedAgain() {
        JsonBytes json = new JsonBytes();
        json.text("\u0001".repeat(300_000));
        assertThat(json.size()).isEqualTo(1_800_002);

        json.clear();

        assertThat(json.text("a").copy()).isEqualTo("\"a\"".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void linesOfOneNameBecomeAnArrayInOrder() {
        NamedLines lines = new NamedLines();
        List.of("b", "a", "b", "Aa", "BB", "b").forEach(name -> lines.add(name, name + "0"));

        assertThat(written(lines))
                .isEqualTo("{\"b\":[\"b0\",\"b0\",\"b0\"],\"a\":\"a0\",\"Aa\":\"Aa0\",\"BB\":\"BB0\"}");
        assertThat(lines.first("BB")).isEqualTo("BB0");
        assertThat(lines.first("c")).isNull();
    }

    @Test
    void takesAnyNumberOfNamesAndForgetsThem() throws IOException {
        NamedLines lines = new NamedLines();
        IntStream.range(0, 5_000).forEach(i -> lines.add("n" + i % 2_500, "v" + i));

        JsonNode read = JSON.readTree(written(lines));
        lines.clear();

        assertThat(read.size()).isEqualTo(2_500);
        assertThat(read.get("n7").get(1).textValue()).isEqualTo("v2507");
        assertThat(written(lines)).isEqualTo("{}");
    }

    private static String written(NamedLines lines) {
        JsonBytes json = new JsonBytes();
        lines.write(json);
        return new String(json.copy(), StandardCharsets.UTF_8);
    }
}
