package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    private static final Option FILE = Option.file("zilla.yaml", "A file.", "-c", "--config");
    private static final Option FLAG = Option.flag("A flag.", "-f", "--flag");
    private static final Option OPERAND = Option.operand("here", "An operand.");

    private static Arguments parse(String line) {
        return Arguments.parse(List.of(FILE, FLAG, OPERAND), line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-c a.yaml", "-c=a.yaml", "--config a.yaml", "--config=a.yaml", "-f --config a.yaml"})
    void readsAValue(String line) {
        assertThat(parse(line).value(FILE)).isEqualTo("a.yaml");
    }

    @Test
    void fallsBack() {
        Arguments none = parse("");

        assertThat(none.value(FILE)).isEqualTo("zilla.yaml");
        assertThat(none.value(OPERAND)).isEqualTo("here");
        assertThat(none.has(FLAG)).isFalse();
        assertThat(parse("--flag").has(FLAG)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"there,there", "-f there,there", "-- -c,-c", "-,-"})
    void readsAnOperand(String line, String operand) {
        assertThat(parse(line).value(OPERAND)).isEqualTo(operand);
    }

    @ParameterizedTest
    @CsvSource({
        "--fleg,Unknown option: --fleg",
        "-c,'Missing value: -c, --config=FILE'",
        "--flag=yes,'--flag takes no value, but was given \"yes\"'",
        "-f -f,'Given more than once: -f, --flag'",
        "a b,Given more than once: [FILE]"
    })
    void saysWhatItDoesNotUnderstand(String line, String message) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(UsageException.class).hasMessage(message);
    }

    @Test
    void takesNoOperandUnlessThereIsOne() {
        assertThatThrownBy(() -> Arguments.parse(List.of(FLAG), List.of("what")))
                .isInstanceOf(UsageException.class)
                .hasMessage("Unexpected argument: what");
    }
}
