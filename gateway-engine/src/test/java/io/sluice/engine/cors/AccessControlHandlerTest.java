package io.sluice.engine.cors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.AccessControlConfig;
import io.sluice.config.AccessControlConfig.Allow;
import io.sluice.config.Location;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.flow.TestInvocation;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.http.TestRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessControlHandlerTest {
    private static final Location AT = new Location("zilla.yaml", 1, 1, "");
    private static final String SHOP = "https://shop.example";
    private static final RequestHandler OK =
            invocation -> invocation.complete(HttpResponse.of(200, HttpFields.of("etag", "\"1\"")));

    private static AccessControlConfig crossOrigin(@Nullable Allow allow) {
        return new AccessControlConfig(AT, true, allow, Duration.ofMinutes(10), List.of("etag", "location"));
    }

    private static Allow allow(boolean credentials, String... origins) {
        return new Allow(AT, List.of(origins), List.of("GET", "PUT"), List.of("content-type"), credentials);
    }

    private static TestInvocation handle(@Nullable AccessControlConfig config, TestRequest request) {
        return handle(config, request, OK);
    }

    private static TestInvocation handle(
            @Nullable AccessControlConfig config, TestRequest request, RequestHandler next) {
        var invocation = new TestInvocation(request);
        AccessControlHandler.of(config, next).handle(invocation);
        return invocation;
    }

    private static TestRequest get(String... origins) {
        TestRequest request = TestRequest.of("GET", "/items");
        for (String origin : origins) {
            request = request.with("origin", origin);
        }
        return request;
    }

    private static TestRequest preflight(String origin, String method) {
        return TestRequest.of("OPTIONS", "/items")
                .with("origin", origin)
                .with("access-control-request-method", method)
                .with("access-control-request-headers", "x-one,x-two");
    }

    private static String fields(Invocation ended) {
        var invocation = (TestInvocation) ended;
        HttpResponse response = invocation.response();
        Problem problem = invocation.problem();
        return (response == null ? Objects.requireNonNull(problem).fields() : response.fields()).toString();
    }

    private static boolean isForbidden(TestInvocation invocation) {
        Problem problem = invocation.problem();
        return problem != null && problem.type() == ProblemType.ORIGIN_FORBIDDEN;
    }

    @ParameterizedTest
    @CsvSource({
        "http, a, http://a, true",
        "http, A:80, HTTP://a, true",
        "http, a, http://a:80, true",
        "https, a, https://A:443, true",
        "https, a:80, https://a, false",
        "http, a:443, http://a, false",
        "http, a:81, http://a:81, true",
        "http, [::1]:8080, http://[::1]:8080, true",
        "http, a, https://a, false",
        "http, a, http://b, false",
        "http, a, http://a.b, false",
        "http, a:81, http://a, false",
        "http, a, null, false",
        "http, a, '', false",
        "http, a, http://a/, false"
    })
    void takesOnlyItsOwnOriginByDefault(String scheme, String authority, String origin, boolean taken) {
        var invocation = handle(null, get(origin).to(scheme, authority));

        assertThat(isForbidden(invocation)).isEqualTo(!taken);
        assertThat(fields(invocation)).doesNotContain("access-control").contains(taken ? "etag" : "vary: origin");
    }

    @Test
    void leavesRequestsWithoutOriginAlone() {
        assertThat(fields(handle(null, get()))).isEqualTo("etag: \"1\"\n");
        assertThat(fields(handle(crossOrigin(null), get()))).isEqualTo("etag: \"1\"\n");
    }

    @Test
    void takesTwoOriginsForNobodys() {
        assertThat(isForbidden(handle(null, get("http://localhost:7114", "http://localhost:7114"))))
                .isTrue();
        assertThat(isForbidden(handle(crossOrigin(allow(false, SHOP)), get(SHOP, SHOP))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {SHOP, "null", "http://localhost:7114"})
    void answersAnyOriginWithAStar(String origin) {
        for (Allow allow : Arrays.asList(null, allow(false), allow(false, "*", SHOP))) {
            assertThat(fields(handle(crossOrigin(allow), get(origin)))).isEqualTo("""
                            etag: "1"
                            access-control-allow-origin: *
                            access-control-expose-headers: etag, location
                            """);
        }
    }

    @Test
    void answersListedOriginsByNameAndVaries() {
        var config = crossOrigin(allow(false, "HTTPS://Shop.example:443", "null"));

        assertThat(fields(handle(config, get(SHOP))))
                .isEqualTo("etag: \"1\"\naccess-control-allow-origin: " + SHOP
                        + "\nvary: origin\naccess-control-expose-headers: etag, location\n");
        assertThat(fields(handle(config, get("null")))).contains("access-control-allow-origin: null\n");
        assertThat(fields(handle(config, get()))).isEqualTo("etag: \"1\"\nvary: origin\n");
        assertThat(fields(handle(config, get("http://localhost:7114")))).isEqualTo("etag: \"1\"\nvary: origin\n");
        assertThat(isForbidden(handle(config, get("https://shop.example.evil"))))
                .isTrue();
    }

    @Test
    void neverJoinsAStarWithCredentials() {
        var config = crossOrigin(allow(true));

        assertThat(fields(handle(config, get(SHOP))))
                .contains("access-control-allow-origin: " + SHOP + "\n", "access-control-allow-credentials: true\n")
                .contains("vary: origin\n");
        assertThat(isForbidden(handle(config, get("null")))).isTrue();
        assertThat(isForbidden(handle(crossOrigin(allow(true, "null")), get("null"))))
                .isFalse();
    }

    @Test
    void answersPreflightsBeforeAnybodyElse() {
        RequestHandler never = invocation -> invocation.fail(ProblemType.UNAUTHENTICATED, "No.");

        var invocation = handle(crossOrigin(allow(true, SHOP)), preflight(SHOP, "PUT"), never);

        assertThat(Objects.requireNonNull(invocation.response()).status()).isEqualTo(204);
        assertThat(fields(invocation)).isEqualTo("""
                access-control-allow-origin: https://shop.example
                access-control-allow-credentials: true
                vary: origin
                access-control-allow-methods: GET, PUT
                access-control-allow-headers: content-type
                access-control-max-age: 600
                vary: access-control-request-method, access-control-request-headers
                """);
    }

    @Test
    void allowsInAPreflightWhatIsAskedForUnlessItIsListed() {
        assertThat(fields(handle(crossOrigin(null), preflight(SHOP, "PURGE")))).isEqualTo("""
                access-control-allow-origin: *
                access-control-allow-methods: PURGE
                access-control-allow-headers: x-one,x-two
                access-control-max-age: 600
                vary: access-control-request-method, access-control-request-headers
                """);
    }

    @Test
    void refusesPreflightsOfOtherOrigins() {
        assertThat(isForbidden(handle(null, preflight(SHOP, "PUT")))).isTrue();
        assertThat(isForbidden(handle(crossOrigin(allow(false, SHOP)), preflight("https://b", "PUT"))))
                .isTrue();
    }

    @Test
    void handsOnOptionsThatAreNoPreflight() {
        var options = TestRequest.of("OPTIONS", "/items");

        assertThat(fields(handle(crossOrigin(null), options.with("origin", SHOP))))
                .contains("etag");
        assertThat(fields(handle(null, preflight("http://localhost:7114", "PUT"))))
                .contains("etag");
        assertThat(fields(handle(crossOrigin(null), options.with("access-control-request-method", "PUT"))))
                .contains("etag");
    }

    @Test
    void letsScriptsReadErrors() {
        var config = crossOrigin(allow(true, SHOP));
        RequestHandler failing = invocation -> invocation.fail(
                new Problem(ProblemType.UNAUTHENTICATED, "No.", HttpFields.of("www-authenticate", "Bearer")));
        RequestHandler broken = invocation -> invocation.fail(new IllegalStateException("bug"));
        var refused = new TestInvocation(get(SHOP));

        AccessControlHandler.of(config, OK).refuse(refused, Problem.of(ProblemType.FIELDS_TOO_LARGE, "Too large."));

        assertThat(fields(handle(config, get(SHOP), failing)))
                .contains("www-authenticate: Bearer\n", "access-control-allow-origin: " + SHOP + "\n");
        assertThat(fields(handle(config, get(SHOP), broken))).contains("access-control-allow-origin: " + SHOP + "\n");
        assertThat(fields(refused)).contains("access-control-allow-origin: " + SHOP + "\n");
    }

    @Test
    void overrulesWhatAServiceAllows() {
        RequestHandler service = invocation -> invocation.complete(HttpResponse.of(
                200,
                HttpFields.builder()
                        .add("vary", "accept-encoding")
                        .add("access-control-allow-origin", "https://other")
                        .add("access-control-allow-credentials", "true")
                        .build()));

        assertThat(fields(handle(crossOrigin(allow(false, SHOP)), get(SHOP), service)))
                .isEqualTo("vary: accept-encoding\naccess-control-allow-origin: " + SHOP
                        + "\nvary: origin\naccess-control-expose-headers: etag, location\n");
    }
}
