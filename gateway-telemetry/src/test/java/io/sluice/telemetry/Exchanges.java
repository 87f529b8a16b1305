package io.sluice.telemetry;

import io.sluice.engine.http.ProblemType;
import io.sluice.engine.observe.RouteLabel;
import io.sluice.engine.observe.TestExchange;

/** Exchanges with {@code http://example.com} that have ended. */
final class Exchanges {
    static final RouteLabel ITEM = new RouteLabel("proxy.routes[0]", "GET", "/items/{id}");

    private Exchanges() {}

    /** One that was answered with 200 and twelve bytes after a millisecond. */
    static TestExchange ok(String method, String target) {
        return of(method, target).route(ITEM).answerBody("text/plain", "twelve bytes");
    }

    /** One that was answered with a problem. */
    static TestExchange problem(String target, ProblemType problem) {
        return of("GET", target).problem(problem);
    }

    private static TestExchange of(String method, String target) {
        return TestExchange.of(method, target).to("http", "example.com");
    }
}
