package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PreloadTest {

    static List<String> names() {
        return Preload.CLASSES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesClassesThatAreThere(String name) {
        assertThatNoException().isThrownBy(() -> Class.forName(name));
    }
}
