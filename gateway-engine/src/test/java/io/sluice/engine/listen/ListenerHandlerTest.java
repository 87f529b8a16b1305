package io.sluice.engine.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.Location;
import io.sluice.config.ModelConfig;
import io.sluice.engine.flow.Identity;
import io.sluice.engine.flow.Plan;
import io.sluice.engine.flow.TestIdentity;
import io.sluice.engine.flow.TestInvocation;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.http.TestRequest;
import io.sluice.engine.model.TextCheck;
import io.sluice.engine.observe.RouteLabel;
import io.sluice.engine.route.HttpCondition;
import io.sluice.engine.route.MethodPattern;
import io.sluice.engine.route.Params;
import io.sluice.engine.route.PathPattern;
import io.sluice.engine.route.RouteCondition;
import io.sluice.engine.route.RouteTable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerHandlerTest {
    private static final Guarded READERS = Guarded.of(Map.of("jwt", List.of("read:items")));

    private static RouteCondition condition(@Nullable String method, String path) {
        return new RouteCondition(MethodPattern.compile(method), PathPattern.compile(path));
    }

    /** Answers with the route's name, what the path bound, and who asked. */
    private static RoutePlan route(String name, Guarded guarded) {
        Plan plan = invocation -> invocation.complete(HttpResponse.of(
                200,
                HttpFields.of(
                        "x-route",
                        name + " " + invocation.params() + " "
                                + invocation.identity().name("jwt"))));
        return new RoutePlan(new RouteLabel(name, "GET", "/"), guarded, plan);
    }

    private static RouteTable<RoutePlan> items() {
        return RouteTable.<RoutePlan>builder()
                .add(route("list", Guarded.OPEN), List.of(condition("GET", "/items")))
                .add(route("item", READERS), List.of(condition("GET", "/items/{id}")))
                .add(route("write", Guarded.OPEN), List.of(condition("PUT", "/items/{id}")))
                .build();
    }

    private static ListenerHandler handler(HttpRoute... routes) {
        return new ListenerHandler(List.of(routes), Challenge.BEARER);
    }

    private static HttpRoute behind(Map<String, String> headers, Guarded guarded, RouteTable<RoutePlan> table) {
        return new HttpRoute(List.of(HttpCondition.compile(headers)), guarded, table);
    }

    private static TestInvocation handle(ListenerHandler handler, TestRequest request, Identity identity) {
        var invocation = new TestInvocation(request);
        invocation.bind(Params.none(), identity);
        handler.handle(invocation);
        return invocation;
    }

    private static TestInvocation handle(ListenerHandler handler, String method, String target) {
        return handle(handler, TestRequest.of(method, target), Identity.ANONYMOUS);
    }

    private static @Nullable String routeOf(TestInvocation invocation) {
        HttpResponse response = invocation.response();
        return response == null ? null : response.fields().get("x-route");
    }

    private static Problem problemOf(TestInvocation invocation) {
        return Objects.requireNonNull(invocation.problem(), "problem");
    }

    private final ListenerHandler open = handler(new HttpRoute(List.of(), Guarded.OPEN, items()));

    @Test
    void startsThePlanOfTheFirstMatch() {
        assertThat(routeOf(handle(open, "GET", "/items?x=1"))).isEqualTo("list {} null");
        assertThat(routeOf(handle(open, "PUT", "/items/7"))).isEqualTo("write {id=7} null");
    }

    @Test
    void keepsTheIdentityThatTheEdgeBound() {
        var alice = TestIdentity.of("jwt", "alice", "read:items");

        var invocation = handle(open, TestRequest.of("GET", "/items/7"), alice);

        assertThat(routeOf(invocation)).isEqualTo("item {id=7} alice");
    }

    @Test
    void handsTheRequestOnWithTheOverridesOfServerAndRoute() {
        Plan plan = invocation -> invocation.complete(HttpResponse.of(
                200,
                HttpFields.of(
                        "x-seen",
                        invocation.request().header("x-a")
                                + invocation.request().header("x-b")
                                + invocation.request().authority())));
        var table = RouteTable.<RoutePlan>builder()
                .add(new RoutePlan(RouteLabel.NONE, Guarded.OPEN, plan), List.of(condition("GET", "/items")))
                .build();
        var routed = new HttpRoute(
                List.of(HttpCondition.compile(Map.of("x-a", "server"))),
                Guarded.OPEN,
                HttpFields.builder()
                        .add("x-b", "route")
                        .add(":authority", "example.com")
                        .build(),
                table);
        var overriding = new OverridingHandler(HttpFields.of("x-a", "server"), handler(routed));
        var invocation = new TestInvocation(TestRequest.of("GET", "/items").with("x-a", "sent"));

        overriding.handle(invocation);

        assertThat(Objects.requireNonNull(invocation.response()).fields().get("x-seen"))
                .isEqualTo("serverrouteexample.com");
    }

    @Test
    void looksForTheRouteOfTheOverriddenMethodAndPath() {
        Plan plan = invocation -> invocation.complete(HttpResponse.of(
                200,
                HttpFields.of(
                        "x-seen",
                        invocation.request().method() + " "
                                + invocation.request().scheme() + " "
                                + invocation.request().target() + " " + invocation.params())));
        var table = RouteTable.<RoutePlan>builder()
                .add(new RoutePlan(RouteLabel.NONE, Guarded.OPEN, plan), List.of(condition("PUT", "/new/{id}")))
                .build();
        var moved = new HttpRoute(
                List.of(HttpCondition.compile(Map.of(":path", "/old"))),
                Guarded.OPEN,
                HttpFields.builder()
                        .add(":method", "PUT")
                        .add(":path", "/new/7?a=b")
                        .add(":scheme", "https")
                        .build(),
                table);

        HttpResponse response =
                Objects.requireNonNull(handle(handler(moved), "POST", "/old").response());
        assertThat(response.fields().get("x-seen")).isEqualTo("PUT https /new/7?a=b {id=7}");
        assertThat(problemOf(handle(handler(moved), "GET", "/other")).type()).isEqualTo(ProblemType.NO_ROUTE);
    }

    @Test
    void refusesRequestsThatDoNotLookAsTheyMust() {
        var model = new ModelConfig.Plain(new Location("zilla.yaml", 1, 1, ""), "boolean");
        Map<String, TextCheck> bool = Map.of("Deep", TextCheck.compile(model));
        var items = new HttpRoute(List.of(), Guarded.OPEN, items());
        var handler = new ListenerHandler(
                List.of(items),
                Challenge.BEARER,
                new RequestChecks(List.of(
                        new RequestCheck(
                                PathPattern.compile("/items/{Deep}"),
                                "PUT",
                                List.of("application/json"),
                                bool,
                                bool,
                                bool),
                        new RequestCheck(PathPattern.compile("/items"), "GET", List.of(), Map.of(), Map.of(), bool))));

        assertThat(problemOf(handle(handler, "GET", "/items?x&Deep=t%72ue&Deep=no")))
                .isEqualTo(Problem.of(ProblemType.BAD_REQUEST, "The query parameter Deep must be true or false."));
        assertThat(routeOf(handle(handler, "HEAD", "/items?Deep=t%72ue&deep=no")))
                .isEqualTo("list {} null");
        assertThat(problemOf(handle(handler, "HEAD", "/items?Deep")).type()).isEqualTo(ProblemType.BAD_REQUEST);
        assertThat(routeOf(handle(handler, "PUT", "/items/no"))).isEqualTo("write {id=no} null");
        var json = new TestInvocation(TestRequest.of("PUT", "/items/no")
                .with("content-type", "Application/JSON; charset=utf-8")
                .with("deep", "no"));
        handler.handle(json);
        assertThat(problemOf(json).detail())
                .isEqualTo("The field Deep must be true or false. The path parameter Deep must be true or false.");
    }

    @Test
    void saysFirstWhoMayNotUseTheRoute() {
        var handler = new ListenerHandler(
                List.of(new HttpRoute(List.of(), Guarded.OPEN, items())),
                Challenge.BEARER,
                new RequestChecks(List.of(new RequestCheck(
                        PathPattern.compile("/items/{id}"),
                        null,
                        List.of(),
                        Map.of(),
                        Map.of(
                                "id",
                                TextCheck.compile(
                                        new ModelConfig.Plain(new Location("zilla.yaml", 1, 1, ""), "boolean"))),
                        Map.of()))));

        assertThat(problemOf(handle(handler, "GET", "/items/7")).type()).isEqualTo(ProblemType.UNAUTHENTICATED);
        assertThat(problemOf(handle(handler, "POST", "/items/7")).type()).isEqualTo(ProblemType.METHOD_NOT_ALLOWED);
    }

    @Test
    void servesHeadWhereGetIs() {
        assertThat(routeOf(handle(open, "HEAD", "/items"))).isEqualTo("list {} null");
    }

    @Test
    void asksForCredentialsWhereOnlyTheyAreMissing() {
        Problem problem = problemOf(handle(open, "GET", "/items/7"));

        assertThat(problem.type()).isEqualTo(ProblemType.UNAUTHENTICATED);
        assertThat(problem.fields().get("www-authenticate")).isEqualTo("Bearer realm=\"jwt\"");
    }

    @Test
    void saysThatATokenWasNotAccepted() {
        var refused = TestIdentity.refused("jwt", Challenge.BEARER.rejected("jwt", "The token has expired."));

        Problem problem = problemOf(handle(open, TestRequest.of("HEAD", "/items/7"), refused));

        assertThat(problem.fields().get("www-authenticate"))
                .isEqualTo(
                        "Bearer realm=\"jwt\", error=\"invalid_token\", error_description=\"The token has expired.\"");
    }

    @Test
    void forbidsWhereARoleIsMissing() {
        var bob = TestIdentity.of("jwt", "bob", "write:items");

        Problem problem = problemOf(handle(open, TestRequest.of("GET", "/items/7"), bob));

        assertThat(problem.type()).isEqualTo(ProblemType.FORBIDDEN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE  | /items   | GET, HEAD, OPTIONS",
                "DELETE  | /items/7 | GET, HEAD, PUT, OPTIONS",
                "TRACE   | /items/7 | GET, HEAD, PUT, OPTIONS",
                "CONNECT | /items/7 | GET, HEAD, PUT, OPTIONS"
            })
    void namesTheMethodsOfAKnownPath(String method, String path, String allow) {
        Problem problem = problemOf(handle(open, method, path));

        assertThat(problem.type()).isEqualTo(ProblemType.METHOD_NOT_ALLOWED);
        assertThat(problem.fields().get("allow")).isEqualTo(allow);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/items   | GET, HEAD, OPTIONS",
                "/items/7 | GET, HEAD, PUT, OPTIONS",
                "*        | GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"
            })
    void answersOptions(String path, String allow) {
        HttpResponse response = handle(open, "OPTIONS", path).response();

        assertThat(response).isEqualTo(HttpResponse.of(204, HttpFields.of("allow", allow)));
    }

    @Test
    void leavesOptionsToARouteThatNamesIt() {
        RouteTable<RoutePlan> table = RouteTable.<RoutePlan>builder()
                .add(route("options", Guarded.OPEN), List.of(condition("OPTIONS", "/x")))
                .build();

        var invocation = handle(handler(new HttpRoute(List.of(), Guarded.OPEN, table)), "OPTIONS", "/x");

        assertThat(routeOf(invocation)).isEqualTo("options {} null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "OPTIONS", "TRACE"})
    void knowsNoRoute(String method) {
        assertThat(problemOf(handle(open, method, "/other")).type()).isEqualTo(ProblemType.NO_ROUTE);
    }

    @Test
    void rejectsMalformedTargets() {
        assertThat(problemOf(handle(open, "GET", "/items/%zz")).type()).isEqualTo(ProblemType.BAD_REQUEST);
        assertThat(problemOf(handle(open, "GET", "*")).type()).isEqualTo(ProblemType.BAD_REQUEST);
    }

    @Test
    void letsTheFirstMatchingHttpRouteDecide() {
        RouteTable<RoutePlan> other = RouteTable.<RoutePlan>builder()
                .add(route("other", Guarded.OPEN), List.of(condition("GET", "/{all*}")))
                .build();
        var handler = handler(
                behind(Map.of(":path", "/items*"), Guarded.OPEN, items()),
                new HttpRoute(List.of(), Guarded.OPEN, other));

        assertThat(routeOf(handle(handler, "GET", "/items"))).isEqualTo("list {} null");
        assertThat(problemOf(handle(handler, "GET", "/items/7/8")).type()).isEqualTo(ProblemType.NO_ROUTE);
        assertThat(routeOf(handle(handler, "GET", "/else"))).isEqualTo("other {all=else} null");
    }

    @Test
    void triesLaterHttpRoutesWhenOneIsNotAuthorised() {
        RouteTable<RoutePlan> fallback = RouteTable.<RoutePlan>builder()
                .add(route("fallback", Guarded.OPEN), List.of(condition("GET", "/items")))
                .build();
        var handler =
                handler(new HttpRoute(List.of(), READERS, items()), new HttpRoute(List.of(), Guarded.OPEN, fallback));

        assertThat(routeOf(handle(handler, "GET", "/items"))).isEqualTo("fallback {} null");
        assertThat(problemOf(handle(handler, "GET", "/items/7")).type()).isEqualTo(ProblemType.UNAUTHENTICATED);
    }

    @Test
    void refusesWhatAnHttpRouteGuards() {
        var handler = handler(new HttpRoute(List.of(), READERS, items()));
        var bob = TestIdentity.of("jwt", "bob");

        assertThat(problemOf(handle(handler, "GET", "/items")).type()).isEqualTo(ProblemType.UNAUTHENTICATED);
        assertThat(problemOf(handle(handler, TestRequest.of("GET", "/items"), bob))
                        .type())
                .isEqualTo(ProblemType.FORBIDDEN);
    }

    @Test
    void countsTheMethodsThatTheHttpRouteLetsThrough() {
        RouteTable<RoutePlan> any = RouteTable.<RoutePlan>builder()
                .add(route("any", Guarded.OPEN), List.of(condition(null, "/events")))
                .build();
        var handler = handler(behind(Map.of(":method", "POST", ":scheme", "http"), Guarded.OPEN, any));

        Problem problem = problemOf(handle(handler, "GET", "/events"));

        assertThat(problem.type()).isEqualTo(ProblemType.METHOD_NOT_ALLOWED);
        assertThat(problem.fields().get("allow")).isEqualTo("POST, OPTIONS");
        assertThat(Objects.requireNonNull(handle(handler, "OPTIONS", "/events").response())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void endsTheRequestOfAPlanThatThrows() {
        var expected = new ProblemException(ProblemType.OVERLOADED, "full");
        var unexpected = new IllegalStateException("bug");

        assertThat(problemOf(handle(throwing(expected), "GET", "/x")).type()).isEqualTo(ProblemType.OVERLOADED);
        assertThat(handle(throwing(unexpected), "GET", "/x").failure()).isSameAs(unexpected);
        assertThat(problemOf(handle(throwing(unexpected), "GET", "/x")).type()).isEqualTo(ProblemType.INTERNAL);
    }

    @Test
    void keepsTheResponseOfAPlanThatThrowsAfterwards() {
        Plan plan = invocation -> {
            invocation.complete(HttpResponse.of(204, HttpFields.empty()));
            throw new IllegalStateException("bug");
        };
        RouteTable<RoutePlan> table = RouteTable.<RoutePlan>builder()
                .add(new RoutePlan(RouteLabel.NONE, Guarded.OPEN, plan), List.of())
                .build();

        var invocation = handle(handler(new HttpRoute(List.of(), Guarded.OPEN, table)), "GET", "/x");

        assertThat(invocation.response()).isEqualTo(HttpResponse.of(204, HttpFields.empty()));
        assertThat(invocation.problem()).isNull();
    }

    private static ListenerHandler throwing(RuntimeException failure) {
        Plan plan = invocation -> {
            throw failure;
        };
        RouteTable<RoutePlan> table = RouteTable.<RoutePlan>builder()
                .add(new RoutePlan(RouteLabel.NONE, Guarded.OPEN, plan), List.of())
                .build();
        return handler(new HttpRoute(List.of(), Guarded.OPEN, table));
    }
}
