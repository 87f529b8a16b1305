package io.sluice.engine.listen;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.listen.RouteFinder.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the plan of a request and starts it. Immutable.
 *
 * <p>The first http route that matches and is authorised leads to one table; the first route there that matches and is
 * authorised has the plan. Without one the answer says why: 401 or 403 if only authorisation failed, 405 if the path has
 * other methods, else 404. A request that does not look as it must is answered with 400. The edge has bound the sender's identity to the invocation before.
 */
public final class ListenerHandler implements RequestHandler {
    private static final Logger LOGGER = LoggerFactory.getLogger(ListenerHandler.class);
    private static final String OPTIONS = "OPTIONS";
    private static final String EVERYTHING = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private final RouteFinder finder;
    private final Challenge challenge;
    private final RequestChecks checks;

    /**
     * A handler over routes in the order in which they are tried.
     *
     * @param challenge how a 401 asks for credentials
     * @param checks what requests that have found a route must look like, before its overrides
     */
    public ListenerHandler(List<HttpRoute> routes, Challenge challenge, RequestChecks checks) {
        this.finder = new RouteFinder(routes);
        this.challenge = challenge;
        this.checks = checks;
    }

    /** A handler that checks no requests. */
    public ListenerHandler(List<HttpRoute> routes, Challenge challenge) {
        this(routes, challenge, RequestChecks.NONE);
    }

    @Override
    public void handle(Invocation invocation) {
        try {
            if (invocation.request().path().equals("*")) {
                askedAboutServer(invocation);
            } else {
                route(invocation);
            }
        } catch (RuntimeException | Error e) {
            // Whatever a plan throws must not reach the I/O thread's loop, and must end the request.
            if (!invocation.fail(e)) {
                LOGGER.atWarn()
                        .addKeyValue("requestId", invocation.requestId())
                        .setCause(e)
                        .log("failure after the end of the request");
            }
        }
    }

    private void route(Invocation invocation) {
        HttpRequest request = invocation.request();
        Outcome outcome = finder.find(request, request.method(), invocation.identity());
        if (outcome.match() != null) {
            Problem fault = checks.fault(request);
            if (fault != null) {
                invocation.fail(fault);
                return;
            }
            invocation.bind(outcome.match().params(), invocation.identity());
            invocation.matched(outcome.match().value().label());
            if (outcome.overrides().size() > 0) {
                invocation.override(outcome.overrides());
            }
            outcome.match().value().plan().start(invocation);
        } else if (outcome.refused() != null) {
            invocation.fail(refusal(outcome.refused(), invocation));
        } else {
            noRoute(invocation);
        }
    }

    private Problem refusal(Guarded refused, Invocation invocation) {
        Optional<String> unknown = refused.unauthenticated(invocation.identity());
        if (unknown.isEmpty()) {
            return challenge.forbidden(refused.firstGuard());
        }
        Problem refusal = invocation.identity().refusal(unknown.get());
        return refusal == null ? challenge.missing(unknown.get()) : refusal;
    }

    private void noRoute(Invocation invocation) {
        HttpRequest request = invocation.request();
        Set<String> allowed = finder.allowed(request);
        if (allowed.isEmpty()) {
            invocation.fail(ProblemType.NO_ROUTE, "The gateway has no route for this path.");
            return;
        }
        allowed.add(OPTIONS);
        HttpFields allow = HttpFields.of("allow", String.join(", ", allowed));
        if (request.method().equals(OPTIONS)) {
            invocation.complete(HttpResponse.of(204, allow));
        } else {
            invocation.fail(new Problem(
                    ProblemType.METHOD_NOT_ALLOWED, "The resource supports the methods in the allow field.", allow));
        }
    }

    /** {@code OPTIONS *} (RFC 9110 section 9.3.7). */
    private static void askedAboutServer(Invocation invocation) {
        if (invocation.request().method().equals(OPTIONS)) {
            invocation.complete(HttpResponse.of(204, HttpFields.of("allow", EVERYTHING)));
        } else {
            invocation.fail(ProblemType.BAD_REQUEST, "The request target * is for OPTIONS only.");
        }
    }
}
