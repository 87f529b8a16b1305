package io.sluice.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.Location;
import io.sluice.config.ModelConfig;
import io.sluice.config.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextCheckTest {
    private static final Location AT = new Location("zilla.yaml", 1, 1, "model");

    private static @Nullable Text text(@Nullable String value) {
        return value == null ? null : new Text(value, AT);
    }

    private static TextCheck number(String type, @Nullable String range, @Nullable String multiple) {
        return TextCheck.compile(new ModelConfig.Numeric(AT, type, "text", text(range), text(multiple)));
    }

    private static TextCheck characters(
            @Nullable Integer minLength, @Nullable Integer maxLength, @Nullable String pattern) {
        return TextCheck.compile(new ModelConfig.Characters(AT, "utf_8", minLength, maxLength, text(pattern)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int32 |        |    | 2147483647           | true",
                "int32 |        |    | -2147483648          | true",
                "int32 |        |    | 2147483648           | false",
                "int32 |        |    | -2147483649          | false",
                "int32 |        |    | 1.0                  | false",
                "int32 |        |    | +1                   | false",
                "int32 |        |    | ''                   | false",
                "int32 |        |    | ' 1'                 | false",
                "int32 |        |    | 0x1                  | false",
                "int32 |        |    | ١                    | false",
                "int32 | [0,10) |    | 0                    | true",
                "int32 | [0,10) |    | 10                   | false",
                "int32 | (0,10] |    | 0                    | false",
                "int32 | (0,10] |    | 10                   | true",
                "int32 | (,-5]  |    | -6                   | true",
                "int32 | (,-5]  |    | -4                   | false",
                "int32 | [5,)   |    | 4                    | false",
                "int32 |        | 5  | -10                  | true",
                "int32 |        | 5  | 11                   | false",
                "int64 |        |    | 9223372036854775807  | true",
                "int64 |        |    | 9223372036854775808  | false",
                "float |        |    | 3.4e38               | true",
                "float |        |    | 3.5e38               | false",
                "double|        |    | 1.7e308              | true",
                "double|        |    | 1.8e308              | false",
                "double|        |    | 1e999999999          | false",
                "double|        |    | NaN                  | false",
                "double|        |    | 1d                   | false",
                "double|        |0.25| 1.75                 | true",
                "double|        |0.25| 1.8                  | false",
                "double|(0,1)   |    | 1E0                  | false",
            })
    void tellsNumbersThatFit(
            String type, @Nullable String range, @Nullable String multiple, String number, boolean fits) {
        assertThat(number(type, range, multiple).accepts(number)).isEqualTo(fits);
    }

    @Test
    void refusesNumbersThatAreTooLongToBeMeant() {
        assertThat(number("int32", null, null).accepts("0".repeat(65))).isFalse();
    }

    @Test
    void tellsTextThatFits() {
        assertThat(characters(2, 3, null).accepts("é😀")).isTrue();
        assertThat(characters(2, 3, null).accepts("é")).isFalse();
        assertThat(characters(2, 3, null).accepts("abcd")).isFalse();
        assertThat(characters(null, null, "[a-z]+").accepts("abc")).isTrue();
        assertThat(characters(null, null, "[a-z]+").accepts("abc1")).isFalse();
        assertThat(characters(null, null, null).accepts("")).isTrue();
    }

    @Test
    void tellsTheTextThatABacktrackingMatcherWouldNeverEndWith() {
        assertThat(characters(null, null, "(a+)+b").accepts("a".repeat(30_000))).isFalse();
    }

    @Test
    void tellsBooleansAndLeavesBytesAlone() {
        TextCheck bool = TextCheck.compile(new ModelConfig.Plain(AT, "boolean"));

        assertThat(bool.accepts("true")).isTrue();
        assertThat(bool.accepts("false")).isTrue();
        assertThat(bool.accepts("TRUE")).isFalse();
        assertThat(bool.expected()).isEqualTo("true or false");
        assertThat(TextCheck.compile(new ModelConfig.Plain(AT, "bytes")).accepts("\0"))
                .isTrue();
    }

    @Test
    void saysWhatFits() {
        assertThat(number("int32", "[1,100]", "2").expected()).isEqualTo("an int32 in [1,100], a multiple of 2");
        assertThat(number("float", null, null).expected()).isEqualTo("a float");
        assertThat(characters(1, 9, "[a-z]+").expected())
                .isEqualTo("text of at least 1 characters and at most 9 characters that matches [a-z]+");
        assertThat(characters(null, 9, null).expected()).isEqualTo("text of at most 9 characters");
    }

    @Test
    void refusesModelsThatNothingFits() {
        assertThatThrownBy(() -> number("int32", "1-5", null))
                .hasMessage("range \"1-5\" is no interval (expected: such as [0,100) or (,5])");
        assertThatThrownBy(() -> number("int32", "[5,x)", null)).hasMessageContaining("is no interval");
        assertThatThrownBy(() -> number("int32", "[5,1]", null)).hasMessage("range \"[5,1]\" is empty");
        assertThatThrownBy(() -> number("int32", null, "0")).hasMessage("multiple \"0\" is no positive number");
        assertThatThrownBy(() -> number("int32", null, "two")).hasMessage("multiple \"two\" is no positive number");
        assertThatThrownBy(() -> characters(3, 2, null)).hasMessage("minLength 3 is above maxLength 2");
        assertThatThrownBy(() -> characters(null, null, "(?=a)b"))
                .hasMessageContaining("has no lookaround and no backreferences");
        assertThatThrownBy(() -> TextCheck.compile(new ModelConfig.Numeric(AT, "int32", "binary", null, null)))
                .hasMessage("format binary is for records; fields and parameters are text");
        assertThatThrownBy(() -> TextCheck.compile(
                        new ModelConfig.Schema(AT, "json", new Text("c", AT), List.of(), null, null, null)))
                .hasMessage("model json is for bodies and records, not for text");
    }
}
