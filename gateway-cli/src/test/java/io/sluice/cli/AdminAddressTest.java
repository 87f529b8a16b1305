package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class AdminAddressTest {
    private final AdminAddress.Converter converter = new AdminAddress.Converter();

    @Test
    void isOfThisMachineWithoutAHost() {
        assertThat(converter.convert("7115")).isEqualTo(new AdminAddress("127.0.0.1", 7115));
    }

    @Test
    void mayHaveAHost() {
        assertThat(converter.convert("0.0.0.0:0")).isEqualTo(new AdminAddress("0.0.0.0", 0));
        assertThat(converter.convert("[::1]:80")).isEqualTo(new AdminAddress("::1", 80));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", ":1", "a:", "a:65536", "a:-1"})
    void saysWhatIsExpected(String text) {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> converter.convert(text))
                .withMessage("'" + text + "' (expected: PORT or HOST:PORT, such as 7115 or 0.0.0.0:7115)");
    }
}
