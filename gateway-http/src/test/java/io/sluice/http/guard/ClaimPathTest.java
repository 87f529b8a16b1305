package io.sluice.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimPathTest {
    private static final Map<String, Object> CLAIMS = Map.of(
            "scope",
            "read  write",
            "realm_access",
            Map.of("roles", List.of("admin", 7, "user")),
            "https://example.com/roles",
            List.of("url"),
            "number",
            7L,
            "truth",
            true,
            "empty",
            "");

    @Test
    void findsWordsInTextsAndLists() {
        assertThat(ClaimPath.of("scope").words(CLAIMS)).containsExactlyInAnyOrder("read", "write");
        assertThat(ClaimPath.of("realm_access.roles").words(CLAIMS)).containsExactlyInAnyOrder("admin", "user");
        assertThat(ClaimPath.of("https://example.com/roles").words(CLAIMS)).containsExactly("url");
        assertThat(ClaimPath.of("realm_access").words(CLAIMS)).isEmpty();
        assertThat(ClaimPath.of("scope.roles").words(CLAIMS)).isEmpty();
        assertThat(ClaimPath.of("none").words(CLAIMS)).isEmpty();
    }

    @Test
    void findsTextInScalarsOnly() {
        assertThat(ClaimPath.of("scope").text(CLAIMS)).isEqualTo("read  write");
        assertThat(ClaimPath.of("number").text(CLAIMS)).isEqualTo("7");
        assertThat(ClaimPath.of("truth").text(CLAIMS)).isEqualTo("true");
        assertThat(ClaimPath.of("empty").text(CLAIMS)).isNull();
        assertThat(ClaimPath.of("realm_access").text(CLAIMS)).isNull();
        assertThat(ClaimPath.of("none.at.all").text(CLAIMS)).isNull();
    }
}
