package io.sluice.record.proxy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.http.TestRequest;
import io.sluice.engine.upstream.Forwarding;
import io.sluice.engine.upstream.Origin;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTest {
    private final OwnAddress self = new OwnAddress("http", "localhost");
    private final Routing byPath = new PathRouting(self);
    private final Routing byHeader = new HeaderRouting(self);

    RoutingTest() {
        self.listensOn(8000);
    }

    @ParameterizedTest
    @CsvSource({
        "/http://time.jsontest.com, http://time.jsontest.com, /",
        "/http://time.jsontest.com/, http://time.jsontest.com, /",
        "/http://time.jsontest.com?x=1&y, http://time.jsontest.com, /?x=1&y",
        "/http:/time.jsontest.com/a, http://time.jsontest.com, /a",
        "/HTTPS://API.example.com/v1/items/?q=a%20b+c, https://api.example.com, /v1/items/?q=a%20b+c",
        "/https://example.com:443/a, https://example.com, /a",
        "/http://example.com:443/a, http://example.com:443, /a",
        "/http://example.com:/a, http://example.com, /a",
        "/http://127.0.0.1:3000//a//b, http://127.0.0.1:3000, //a//b",
        "/http://[2001:db8::1]:8080/a, http://[2001:db8::1]:8080, /a",
        "/http://[::ffff:10.0.0.1]/, http://[::ffff:10.0.0.1], /",
        "/http://my_service.internal/a;v=1/%2F, http://my_service.internal, /a;v=1/%2F",
        "/http://example.com/http://other.com/, http://example.com, /http://other.com/",
        "/http://example.com./a, http://example.com., /a"
    })
    void findsTheUrlInThePath(String target, String origin, String sent) {
        Forwarding forwarding = byPath.route(TestRequest.get(target));

        assertThat(forwarding.origin()).hasToString(origin);
        assertThat(forwarding.target()).isEqualTo(sent);
        assertThat(forwarding.authority()).isEqualTo(forwarding.origin().authority());
        assertThat(forwarding.withheld()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "*",
                "/favicon.ico",
                "/http",
                "/http:",
                "/http:/",
                "/http://",
                "/http:///a",
                "/http:////a/b",
                "//http://example.com/",
                "/ftp://example.com/",
                "/file:///etc/passwd",
                "/jar:http://a!/b",
                "/http://user:password@example.com/",
                "/http://example.com@10.0.0.1/",
                "/http://ex%61mple.com/",
                "/http://127.0.0.1%2f.example.com/",
                "/http://%5B::1%5D/",
                "/http://[::1/",
                "/http://::1/",
                "/http://[fe80::1%25eth0]/",
                "/http://[1::2::3]/",
                "/http://[::1]x/",
                "/http://[]/",
                "/http://[:::]/",
                "/http://example.com:65536/",
                "/http://example.com:0/",
                "/http://example.com:-1/",
                "/http://example.com:123456/",
                "/http://example.com:8a/",
                "/http://a:b:c/",
                "/http://.example.com/",
                "/http://a..b/",
                "/http://-a.com/",
                "/http://exa mple.com/",
                "/http://example.com\\@evil.com/",
                "/http://example.com;a/",
                "/http://127.1/",
                "/http://2130706433/",
                "/http://0x7f.0.0.1/",
                "/http://0177.0.0.1/",
                "/http://127.0.0.1.2/",
                "/http://256.0.0.1/",
                "/http://1.2.3.4./x",
                "/http://\u00e9xample.com/",
                "/http://example.com\u0000/"
            })
    void tellsHowToUseItWhereThereIsNoUrl(String target) {
        var refusal = catchThrowableOfType(ProblemException.class, () -> byPath.route(TestRequest.get(target)));

        assertThat(requireNonNull(refusal).problem().type()).isEqualTo(ProblemType.BAD_REQUEST);
        assertThat(refusal.problem().detail()).contains("curl http://localhost:8000/http://example.com/path");
    }

    @Test
    void saysWhatIsWrongWithAHost() {
        assertThatThrownBy(() -> byPath.route(TestRequest.get("/http://a:b@example.com/")))
                .hasMessageStartingWith("Credentials in a URL are not passed on");
        assertThatThrownBy(() -> byPath.route(TestRequest.get("/http://ex%61mple.com/")))
                .hasMessageContaining("percent-encoded");
        assertThatThrownBy(() -> byPath.route(TestRequest.get("/http://127.1/")))
                .hasMessageContaining("not an IPv4 address");
        assertThatThrownBy(() -> byPath.route(TestRequest.get("/gopher://example.com/")))
                .hasMessageContaining("\"gopher\" is neither http nor https");
    }

    @Test
    void longHostileHostsCostNothing() {
        for (String piece : List.of(":", "a", "[", "1.", "a-", "::", "/", "%", "*")) {
            String hostile = "/http://[" + piece.repeat(30_000 / piece.length());

            assertThatThrownBy(() -> byPath.route(TestRequest.get(hostile))).isInstanceOf(ProblemException.class);
            assertThatThrownBy(() -> byHeader.route(TestRequest.get("/").to("http", hostile.substring(8))))
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void whateverThePathItIsAnOriginOrAProblem() {
        var random = new Random(20_261_121);
        String[] pieces = {
            "/",
            "http",
            "https",
            ":",
            "//",
            "@",
            "[",
            "]",
            "::1",
            "127.0.0.1",
            "a",
            ".",
            "%",
            "%2f",
            "80",
            "\\",
            "?",
            ";",
            "example.com",
            " ",
            "é",
            "\t",
            "-",
            "_",
            "*"
        };
        int routed = 0;
        for (int i = 0; i < 20_000; i++) {
            var path = new StringBuilder(random.nextInt(3) == 0 ? "/" : "/http://");
            for (int n = random.nextInt(7); n > 0; n--) {
                path.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                Forwarding forwarding = byPath.route(TestRequest.get(path.toString()));
                routed++;
                assertThat(forwarding.origin().host()).as("%s", path).matches("[a-z0-9._:-]+");
                assertThat(path.toString())
                        .endsWith(
                                forwarding.target().equals("/")
                                        ? ""
                                        : forwarding.target().substring(1));
            } catch (ProblemException e) {
                assertThat(e.problem().type()).isEqualTo(ProblemType.BAD_REQUEST);
            }
        }
        assertThat(routed).isBetween(500, 15_000);
    }

    @ParameterizedTest
    @CsvSource({
        "X-HMT-Scheme, https, https://pokeapi.co",
        "x-hmt-scheme, HTTPS, https://pokeapi.co",
        "X-Meeshkan-Scheme, https, https://pokeapi.co",
        "x-meeshkan-scheme, Http, http://pokeapi.co",
        "accept, text/plain, http://pokeapi.co"
    })
    void findsTheServerInTheHeader(String field, String value, String origin) {
        var request = TestRequest.get("/api/v2/pokemon/ditto?a=1")
                .to("http", "PokeAPI.co")
                .with(field, value);

        assertThat(byHeader.route(request))
                .isEqualTo(new Forwarding(
                        origin(origin),
                        "/api/v2/pokemon/ditto?a=1",
                        "pokeapi.co",
                        Set.of("x-hmt-scheme", "x-meeshkan-scheme")));
    }

    @Test
    void refusesHeadersThatNameNoServer() {
        var request = TestRequest.get("/a");

        assertThatThrownBy(() -> byHeader.route(request.to("http", ""))).hasMessageContaining("-H 'Host: example.com'");
        assertThatThrownBy(() -> byHeader.route(request.to("http", "a b"))).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> byHeader.route(request.to("http", "u@a"))).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> byHeader.route(TestRequest.get("*").to("http", "a")))
                .hasMessageContaining("not a path");
        assertThatThrownBy(() -> byHeader.route(request.to("http", "a").with("X-HMT-Scheme", "ws")))
                .hasMessageContaining("neither http nor https");
        assertThatThrownBy(() -> byHeader.route(
                        request.to("http", "a").with("X-HMT-Scheme", "http").with("X-Meeshkan-Scheme", "https")))
                .hasMessageContaining("several schemes");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:3000, /a?b, http://127.0.0.1:3000, /a?b",
        "https://example.com/, /, https://example.com, /",
        "https://example.com/base, /a/, https://example.com, /base/a/",
        "https://example.com/base/, /a, https://example.com, /base/a",
        "https://[::1]:8443/v1/x, /http://other/, https://[::1]:8443, /v1/x/http://other/"
    })
    void sendsEverythingToTheTarget(String url, String target, String origin, String sent) {
        var routing = TargetRouting.to(url);

        assertThat(routing.route(TestRequest.get(target)))
                .isEqualTo(new Forwarding(origin(origin), sent, origin(origin).authority(), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "/a",
                "ftp://example.com",
                "http://u:p@example.com",
                "http://example.com/?x",
                "http://a#b"
            })
    void refusesTargetsThatAreNoServer(String url) {
        assertThatThrownBy(() -> TargetRouting.to(url)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Origin origin(String url) {
        int scheme = url.indexOf("://");
        return OriginText.read(url.substring(0, scheme), url.substring(scheme + 3));
    }
}
