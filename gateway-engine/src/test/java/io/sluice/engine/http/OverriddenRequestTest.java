package io.sluice.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverriddenRequestTest {
    private final HttpRequest sent = TestRequest.of("PUT", "/items/1?x=y")
            .with("host", "localhost:7114")
            .with("x-a", "1")
            .with("x-a", "2")
            .with("x-b", "b");

    private static List<String> lines(HttpRequest request) {
        List<String> lines = new ArrayList<>();
        request.forEachHeader((name, value) -> lines.add(name + "=" + value));
        return lines;
    }

    @Test
    void replacesAndAddsFields() {
        var request = new OverriddenRequest(
                sent, HttpFields.builder().add("x-a", "3").add("x-c", "c").build());

        assertThat(request.header("X-A")).isEqualTo("3");
        assertThat(request.headers("x-a")).containsExactly("3");
        assertThat(request.header("x-b")).isEqualTo("b");
        assertThat(request.headers("x-b")).containsExactly("b");
        assertThat(request.header("x-c")).isEqualTo("c");
        assertThat(request.header("x-d")).isNull();
        assertThat(lines(request)).containsExactly("host=localhost:7114", "x-b=b", "x-a=3", "x-c=c");
    }

    @Test
    void replacesTheAuthorityAndItsField() {
        var request = new OverriddenRequest(sent, HttpFields.of(":authority", "example.com"));

        assertThat(request.authority()).isEqualTo("example.com");
        assertThat(request.header("host")).isEqualTo("example.com");
        assertThat(lines(request)).containsExactly("x-a=1", "x-a=2", "x-b=b", "host=example.com");
    }

    @Test
    void leavesTheRestAsSent() {
        var request = new OverriddenRequest(sent, HttpFields.of("x-a", "3"));

        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.scheme()).isEqualTo("http");
        assertThat(request.authority()).isEqualTo("localhost:7114");
        assertThat(request.target()).isEqualTo("/items/1?x=y");
    }

    @Test
    void replacesMethodSchemeAndTarget() {
        var request = new OverriddenRequest(
                sent,
                HttpFields.builder()
                        .add(":method", "POST")
                        .add(":scheme", "https")
                        .add(":path", "/a/b?c=d?e")
                        .build());

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.scheme()).isEqualTo("https");
        assertThat(request.path()).isEqualTo("/a/b");
        assertThat(request.query()).isEqualTo("c=d?e");
        assertThat(lines(request)).containsExactly("host=localhost:7114", "x-a=1", "x-a=2", "x-b=b");
        assertThat(new OverriddenRequest(sent, HttpFields.of(":path", "/a")).target())
                .isEqualTo("/a");
    }

    @ParameterizedTest
    @CsvSource({":path, items", ":path, /a b", ":path, /a#b", ":path, /ä", ":scheme, ftp", ":method, ''", ":method, P T"
    })
    void refusesWhatNoRequestCanHave(String name, String value) {
        assertThatThrownBy(() -> OverriddenRequest.check(name, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("override of " + name + " is \"" + value + "\" (expected: ");
    }

    @ParameterizedTest
    @CsvSource({":path, /a%20b?c", ":scheme, http", ":method, PATCH", "x-any, ' any '"})
    void takesWhatARequestCanHave(String name, String value) {
        assertThatCode(() -> OverriddenRequest.check(name, value)).doesNotThrowAnyException();
    }
}
