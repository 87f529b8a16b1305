package io.sluice.kafka.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCheckTest {
    private static final JsonCheck CHECK = new JsonCheck();

    private static boolean isJson(byte[] bytes) {
        return CHECK.isJson(bytes, 0, bytes.length);
    }

    private static boolean isJson(String text) {
        return isJson(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "10",
                "-10.25",
                "1e5",
                "1E+5",
                "1.5e-07",
                "true",
                "false",
                "null",
                "\"\"",
                "\"a\"",
                "\"\\u00e9\\\\\\\"\\/\\b\\f\\n\\r\\t\"",
                "\"é€😀\"",
                "[]",
                "[1]",
                "[1,2 , 3]",
                "{}",
                "{\"a\":1}",
                "{\"a\" : [ { } , null ] , \"a\":2}",
                " \t\r\n1 \t\r\n",
                "[[[[[]]]]]",
                "\"\\uD800\"",
                "\"\u007f\""
            })
    void takesJson(String text) {
        assertThat(isJson(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "+1",
                "01",
                "-01",
                "1.",
                ".5",
                "1.e5",
                "1e",
                "1e+",
                "0x10",
                "1_0",
                "NaN",
                "Infinity",
                "tru",
                "truee",
                "True",
                "nul",
                "\"",
                "\"a",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\\"",
                "\"a\nb\"",
                "\"\t\"",
                "\"\u0000\"",
                "'a'",
                "[",
                "]",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1}",
                "{",
                "}",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "{a:1}",
                "{1:1}",
                "{,}",
                "{\"a\",1}",
                "{\"a\":1]",
                "1 2",
                "{} {}",
                "[]]",
                "1,",
                "// c\n1",
                "1 // c",
                "\u000b1",
                "\u00a01",
                "\ufeff1",
                "\u0000"
            })
    void refusesWhatIsNotJson(String text) {
        assertThat(isJson(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "22C0AF22", // overlong /
                "22C1BF22",
                "22E080AF22",
                "22F08080AF22",
                "22EDA08022", // a surrogate
                "22EDBFBF22",
                "22F490808022", // above U+10FFFF
                "22F5808080",
                "228022",
                "22C322",
                "22E282",
                "22F09F9822",
                "22FF22",
                "FF",
                "EFBBBF31", // byte order mark
                "FEFF0031", // UTF-16
                "0031",
                "3100"
            })
    void refusesWhatIsNotUtf8(String hex) {
        assertThat(isJson(HexFormat.of().parseHex(hex))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"22C28022", "22DFBF22", "22E0A08022", "22ED9FBF22", "22EE808022", "22F48FBFBF22", "22F090808022"
            })
    void takesTheEdgesOfUtf8(String hex) {
        assertThat(isJson(HexFormat.of().parseHex(hex))).isTrue();
    }

    @Test
    void refusesWhatNestsTooDeep() {
        assertThat(isJson("[".repeat(512) + "]".repeat(512))).isTrue();
        assertThat(isJson("[".repeat(513) + "]".repeat(513))).isFalse();
        assertThat(isJson("{\"a\":".repeat(512) + "1" + "}".repeat(512))).isTrue();
        assertThat(isJson("[".repeat(1_000_000))).isFalse();
    }

    @Test
    void looksAtItsRangeOnly() {
        byte[] bytes = "key[1]]".getBytes(StandardCharsets.UTF_8);

        assertThat(CHECK.isJson(bytes, 3, 3)).isTrue();
        assertThat(CHECK.isJson(bytes, 3, 2)).isFalse();
        assertThat(CHECK.isJson(bytes, 3, 0)).isFalse();
    }

    @Test
    void agreesWithAParserOnMutatedTexts() throws IOException {
        var random = new Random(11);
        String alphabet = "{}[],:\"\\0123456789-+.eEtrufalsn \n\u0001é";
        String seed = "{\"a\":[1,-2.5e3,\"x\\n\\u00e9\",true,false,null,{}],\"b\":\"é\"}";
        var factory = new JsonFactory();

        for (int round = 0; round < 100_000; round++) {
            var text = new StringBuilder(seed);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(text.length());
                text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
                text.delete(at, at + random.nextInt(2));
            }
            assertThat(isJson(text.toString())).as(text.toString()).isEqualTo(parses(factory, text.toString()));
        }
    }

    private static boolean parses(JsonFactory factory, String text) throws IOException {
        try (JsonParser parser = factory.createParser(text.getBytes(StandardCharsets.UTF_8))) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            parser.getText();
            return parser.nextToken() == null;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return false;
        }
    }
}
