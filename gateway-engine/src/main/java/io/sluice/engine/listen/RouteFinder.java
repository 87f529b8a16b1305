package io.sluice.engine.listen;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.route.RouteResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks requests up in the http routes and the tables behind them. Immutable. */
final class RouteFinder {
    private final HttpRoute[] routes;

    RouteFinder(List<HttpRoute> routes) {
        this.routes = routes.toArray(HttpRoute[]::new);
    }

    /**
     * The route of a request, were its method this one.
     *
     * @param sender who may use the route; null for somebody who may use everything
     */
    Outcome find(HttpRequest request, String method, @Nullable Identity sender) {
        Guarded refused = null;
        for (HttpRoute route : routes) {
            if (!route.matches(request, method)) {
                continue;
            }
            if (mayUse(route.guarded(), sender, request)) {
                HttpRequest seen = route.seenBehind(request);
                RouteResult<RoutePlan> result = route.table()
                        .lookup(route.methodBehind(method), seen.path(), plan -> mayUse(plan.guarded(), sender, seen));
                return outcome(route, result, refused);
            }
            refused = refused == null ? route.guarded() : refused;
        }
        return Outcome.refused(refused);
    }

    private static Outcome outcome(HttpRoute route, RouteResult<RoutePlan> result, @Nullable Guarded refusedBefore) {
        if (result instanceof RouteResult.Match<RoutePlan> match) {
            return new Outcome(match, null, route.overrides());
        }
        RoutePlan refused = ((RouteResult.Miss<RoutePlan>) result).refused();
        return Outcome.refused(refused == null ? refusedBefore : refused.guarded());
    }

    private static boolean mayUse(Guarded guarded, @Nullable Identity sender, HttpRequest request) {
        return sender == null || guarded.isOpen() || guarded.grants(sender, request);
    }

    /** The methods with which the request would find a route, were its sender allowed everything. Its owner may add to it. */
    Set<String> allowed(HttpRequest request) {
        Set<String> known = new LinkedHashSet<>();
        for (HttpRoute route : routes) {
            known.addAll(route.methods(request));
        }
        Set<String> allowed = new LinkedHashSet<>();
        for (String method : known) {
            if (find(request, method, null).match() == null) {
                continue;
            }
            allowed.add(method);
            if (method.equals("GET")) {
                allowed.add("HEAD");
            }
        }
        return allowed;
    }

    /**
     * The outcome of a search.
     *
     * @param match null if no route matches and is authorised
     * @param refused what the first route that matches demands in vain; null if there is none
     * @param overrides of the http route that matches
     */
    record Outcome(
            RouteResult.@Nullable Match<RoutePlan> match,
            @Nullable Guarded refused,
            HttpFields overrides) {

        static Outcome refused(@Nullable Guarded refused) {
            return new Outcome(null, refused, HttpFields.empty());
        }
    }
}
