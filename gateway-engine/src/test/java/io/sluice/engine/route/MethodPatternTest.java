package io.sluice.engine.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodPatternTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "GET,      GET,     true",
                "GET,      HEAD,    false",
                "GET,      get,     false",
                "GET|HEAD, HEAD,    true",
                "GET|HEAD, POST,    false",
                "P*,       PATCH,   true",
                "P*,       GET,     false",
                "*,        PROPFIND,true",
                "null,     DELETE,  true",
                "null,     OPTIONS, false",
                "*,        OPTIONS, false",
                "*,        CONNECT, false",
                "*,        TRACE,   false",
                "T*,       TRACE,   false",
                "TRACE,    TRACE,   true",
                "*|OPTIONS,OPTIONS, true"
            })
    void matches(String pattern, String method, boolean expected) {
        assertThat(MethodPattern.compile(pattern).matches(method)).isEqualTo(expected);
    }

    @Test
    void namesOnlyWhatIsSpelledOut() {
        assertThat(MethodPattern.compile("GET|HEAD").names("HEAD")).isTrue();
        assertThat(MethodPattern.compile("*").names("HEAD")).isFalse();
    }

    @Test
    void listsWhatItStandsFor() {
        assertThat(MethodPattern.ANY.methods()).containsExactly("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
        assertThat(MethodPattern.compile("P*|PROPFIND|GET").methods())
                .containsExactly("GET", "POST", "PUT", "PATCH", "PROPFIND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET|", "GET HEAD", "(GET|PUT)", "G\u00c4T"})
    void rejectsWhatIsNoMethod(String text) {
        assertThatThrownBy(() -> MethodPattern.compile(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" is not a method, such as GET, alternatives, such as GET|HEAD, or *");
    }

    @Test
    void comparesAsWritten() {
        assertThat(MethodPattern.compile("GET"))
                .isEqualTo(MethodPattern.compile("GET"))
                .isNotEqualTo(MethodPattern.ANY)
                .hasSameHashCodeAs(MethodPattern.compile("GET"));
    }
}
