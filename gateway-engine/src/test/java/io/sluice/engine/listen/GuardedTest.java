package io.sluice.engine.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.flow.TestIdentity;
import io.sluice.engine.http.TestRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardedTest {
    private static final TestRequest REQUEST = TestRequest.of("PUT", "/items/${method}?q");

    @Test
    void isOpenWithoutGuards() {
        assertThat(Guarded.OPEN.isOpen()).isTrue();
        assertThat(Guarded.OPEN.grants(Identity.ANONYMOUS, REQUEST)).isTrue();
        assertThat(Guarded.OPEN.unauthenticated(Identity.ANONYMOUS)).isEmpty();
    }

    @Test
    void wantsAllRolesOfAllGuards() {
        var guarded = Guarded.of(Map.of("jwt", List.of("a", "b")));

        assertThat(guarded.grants(TestIdentity.of("jwt", "x", "a", "b", "c"), REQUEST))
                .isTrue();
        assertThat(guarded.grants(TestIdentity.of("jwt", "x", "a"), REQUEST)).isFalse();
        assertThat(guarded.grants(TestIdentity.of("other", "x", "a", "b"), REQUEST))
                .isFalse();
    }

    @Test
    void fillsInMethodAndPathOnce() {
        var guarded = Guarded.of(Map.of("jwt", List.of("${method}:${path}")));

        assertThat(guarded.grants(TestIdentity.of("jwt", "x", "PUT:/items/${method}"), REQUEST))
                .isTrue();
        assertThat(guarded.grants(TestIdentity.of("jwt", "x", "PUT:/items/PUT"), REQUEST))
                .isFalse();
    }

    @Test
    void tellsUnknownSendersFromThoseWithoutARole() {
        var guarded = Guarded.of(Map.of("jwt", List.of("a")));

        assertThat(guarded.unauthenticated(Identity.ANONYMOUS)).contains("jwt");
        assertThat(guarded.unauthenticated(TestIdentity.of("jwt", "x"))).isEmpty();
    }

    @Test
    void challengesByTheConfiguredPattern() {
        assertThat(Challenge.of("Basic {username}:{password}")
                        .missing("g")
                        .fields()
                        .get("www-authenticate"))
                .isEqualTo("Basic realm=\"g\", charset=\"UTF-8\"");
        assertThat(Challenge.of("Bearer {credentials}").missing("g").fields().get("www-authenticate"))
                .isEqualTo("Bearer realm=\"g\"");
        assertThat(Challenge.of("{credentials}")).isEqualTo(Challenge.BEARER);
        assertThat(Challenge.of("{a} {b}")).isEqualTo(Challenge.BEARER);
    }
}
