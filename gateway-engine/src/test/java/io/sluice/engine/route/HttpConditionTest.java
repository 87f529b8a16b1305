package io.sluice.engine.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.engine.http.TestRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpConditionTest {

    private static boolean matches(String name, String pattern, TestRequest request) {
        return HttpCondition.compile(Map.of(name, pattern)).matches(request, request.method());
    }

    @ParameterizedTest
    @CsvSource({
        "/items,        /items,            true",
        "/items,        /items?x=1,        true",
        "/items?x=*,    /items?x=1,        true",
        "/items?x=*,    /items,            false",
        "/items,        /items/1,          false",
        "/items/*,      /items/1/2,        true",
        "/items/{id},   /items/1?x=1,      true",
        "/items/{id},   /items/,           false",
        "/admin/*,      /%61dmin/x,        true",
        "/a.b,          /axb,              false",
        "*,             /any?x,            true"
    })
    void matchesThePath(String pattern, String target, boolean expected) {
        assertThat(matches(":path", pattern, TestRequest.of("GET", target))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "example.com,      http,  example.com,      true",
        "example.com:80,   http,  example.com,      true",
        "example.com:443,  https, Example.COM,      true",
        "example.com,      http,  example.com:8080, false",
        "example.com:*,    http,  example.com:8080, true",
        "*.example.com,    http,  api.example.com,  true"
    })
    void matchesTheAuthority(String pattern, String scheme, String authority, boolean expected) {
        var request = TestRequest.of("GET", "/").to(scheme, authority);

        assertThat(matches(":authority", pattern, request)).isEqualTo(expected);
    }

    @Test
    void matchesSchemeAndMethod() {
        assertThat(matches(":scheme", "http", TestRequest.of("GET", "/"))).isTrue();
        assertThat(matches(":scheme", "https", TestRequest.of("GET", "/"))).isFalse();
        assertThat(matches(":method", "GET", TestRequest.of("GET", "/"))).isTrue();
        assertThat(matches(":method", "GET", TestRequest.of("HEAD", "/"))).isTrue();
        assertThat(matches(":method", "POST", TestRequest.of("HEAD", "/"))).isFalse();
    }

    @Test
    void matchesAnyValueOfAField() {
        var request = TestRequest.of("GET", "/").with("x-tenant", "a").with("x-tenant", "b");

        assertThat(matches("x-tenant", "b", request)).isTrue();
        assertThat(matches("x-tenant", "c", request)).isFalse();
        assertThat(matches("x-other", "*", request)).isFalse();
    }

    @Test
    void wantsEverythingToMatch() {
        var condition = HttpCondition.compile(Map.of(":scheme", "http", "x-tenant", "a"));

        assertThat(condition.matches(TestRequest.of("GET", "/").with("x-tenant", "a"), "GET"))
                .isTrue();
        assertThat(condition.matches(TestRequest.of("GET", "/"), "GET")).isFalse();
    }

    @Test
    void rejectsUnknownPseudoHeaders() {
        assertThatThrownBy(() -> HttpCondition.compile(Map.of(":host", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(":host is unknown (expected: :method, :scheme, :authority or :path)");
    }
}
