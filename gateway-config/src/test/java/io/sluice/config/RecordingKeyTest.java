package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordingKeyTest {
    private static final Map<String, String> VALUES =
            Map.of("request.host", "api.example.com:8080", "request.headers.x-tenant", "${route}", "route", "r[0]");

    @Test
    void isTheHostUnlessSaidOtherwise() {
        assertThat(RecordingKey.compile("host").of(VALUES::get)).isEqualTo("api.example.com:8080");
    }

    @Test
    void mayBeNone() {
        assertThat(RecordingKey.compile("none").of(VALUES::get)).isNull();
    }

    @Test
    void fillsExpressionsOnceAndWithNothingWhereTheyHaveNoValue() {
        var key = RecordingKey.compile("<${request.headers.X-Tenant}|${identity}>${route}");

        assertThat(key.of(VALUES::get)).isEqualTo("<${route}|>r[0]");
    }

    @Test
    void refusesWhatCannotBeFilled() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordingKey.compile("${request.body}"))
                .withMessageStartingWith("unknown expression ${request.body} (expected: ${request.host}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordingKey.compile("a${route"))
                .withMessage("\"${route\" lacks its closing brace");
    }
}
