package io.sluice.kafka.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
    private static final String HEADER = "idempotency-key";

    private static String read(String... values) {
        String[] headers = new String[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            headers[2 * i] = HEADER;
            headers[2 * i + 1] = values[i];
        }
        return IdempotencyKey.of(TestRequest.of("PUT", "/items/a", headers), HEADER);
    }

    @Test
    void isWhatTheClientSent() {
        assertThat(read("$1\\ ~")).isEqualTo("$1\\ ~");
        assertThat(read("k".repeat(255))).hasSize(255);
        assertThat(read("same", "same")).isEqualTo("same");
    }

    @Test
    void isRandomWhenTheClientSentNone() {
        assertThat(read()).hasSize(36).isNotEqualTo(read());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "é", "a\tb", "a\r\nb", "\u007f", "\u0000"})
    void refusesWhatIsNotPrintable(String key) {
        assertThatThrownBy(() -> read(key)).isInstanceOf(ProblemException.class).hasMessageContaining(HEADER);
    }

    @Test
    void refusesTooLongOnesAndContradictions() {
        assertThatThrownBy(() -> read("k".repeat(256))).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> read("a", "b")).isInstanceOf(ProblemException.class);
    }
}
