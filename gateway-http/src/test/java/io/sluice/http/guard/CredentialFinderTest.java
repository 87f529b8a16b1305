package io.sluice.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.HttpAuthorizationConfig;
import io.sluice.config.Location;
import io.sluice.config.Text;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.QueryText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CredentialFinderTest {
    private static final Location AT = new Location("zilla.yaml", 1, 1, "");
    private static final CredentialFinder FINDER = new CredentialFinder(new HttpAuthorizationConfig(
            AT,
            "g",
            Map.of("token", text("{credentials}")),
            Map.of("authorization", text("Bearer {credentials}"), "x-key", text("{credentials}")),
            Map.of("access_token", text("{credentials}"))));

    private static Text text(String value) {
        return new Text(value, AT);
    }

    @Test
    void looksIntoCookiesThenHeadersThenTheQuery() {
        var request =
                new Head("access_token=q").with("authorization", "bearer h").with("cookie", "a=1; token=\"c\"");

        assertThat(FINDER.take(request)).isEqualTo("c");
        assertThat(FINDER.take(new Head("access_token=q").with("authorization", "bearer h")))
                .isEqualTo("h");
        assertThat(FINDER.take(new Head("a=b&access%5Ftoken=q%2B1"))).isEqualTo("q+1");
        assertThat(FINDER.take(new Head("access_token=q").with("authorization", "Basic eDp5")))
                .isEqualTo("q");
    }

    @Test
    void findsNothingWhereNothingMatches() {
        assertThat(FINDER.take(new Head(null))).isNull();
        assertThat(FINDER.take(new Head("access_token=%zz&token=x").with("cookie", "tokens=x; =token")))
                .isNull();
        assertThat(FINDER.take(new Head(null).with("authorization", "Bearer "))).isNull();
        assertThat(FINDER.take(new Head(null).with("authorization", "Bearer a b")))
                .isNull();
    }

    @Test
    void leavesNoCredentialsWhereOthersWouldCopyThem() {
        var request = new Head("a=b&access_token=q&access%5Ftoken=r&c")
                .with("x-key", "k")
                .with("authorization", "x");

        FINDER.take(request);

        assertThat(request.query()).isEqualTo("a=b&c");
        assertThat(request.header("x-key")).isNull();
        assertThat(request.header("authorization")).isEqualTo("x");
    }

    /** A head that forgets as that of an exchange does. */
    private static final class Head implements HttpRequest, CredentialCarrier {
        private final Map<String, String> fields = new LinkedHashMap<>();
        private @Nullable String query;

        Head(@Nullable String query) {
            this.query = query;
        }

        Head with(String name, String value) {
            fields.put(name, value);
            return this;
        }

        @Override
        public void dropParameters(Set<String> names) {
            query = query == null ? null : QueryText.without(query, names);
        }

        @Override
        public void dropField(String name) {
            fields.remove(name);
        }

        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String scheme() {
            return "http";
        }

        @Override
        public String authority() {
            return "localhost";
        }

        @Override
        public String path() {
            return "/";
        }

        @Override
        public @Nullable String query() {
            return query;
        }

        @Override
        public @Nullable String header(String name) {
            return fields.get(name);
        }

        @Override
        public List<String> headers(String name) {
            String value = fields.get(name);
            return value == null ? List.of() : List.of(value);
        }

        @Override
        public void forEachHeader(BiConsumer<String, String> visitor) {
            fields.forEach(visitor);
        }
    }
}
