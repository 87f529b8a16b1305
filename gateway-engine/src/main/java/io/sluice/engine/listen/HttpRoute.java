package io.sluice.engine.listen;

import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.OverriddenRequest;
import io.sluice.engine.route.HttpCondition;
import io.sluice.engine.route.RouteTable;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A compiled route of an {@code http} server and the routes behind it.
 *
 * @param conditions alternatives; empty matches every request
 * @param guarded who may use it
 * @param overrides fields that its requests get instead of what was sent
 * @param table the routes of the {@code http-kafka} binding that it leads to
 */
public record HttpRoute(
        List<HttpCondition> conditions, Guarded guarded, HttpFields overrides, RouteTable<RoutePlan> table) {
    private static final String METHOD = ":method";

    /** Copies the list. */
    public HttpRoute {
        conditions = List.copyOf(conditions);
        Objects.requireNonNull(guarded, "guarded");
        Objects.requireNonNull(overrides, "overrides");
        Objects.requireNonNull(table, "table");
    }

    /** A route that leaves requests as they were sent. */
    public HttpRoute(List<HttpCondition> conditions, Guarded guarded, RouteTable<RoutePlan> table) {
        this(conditions, guarded, HttpFields.empty(), table);
    }

    /** Whether a request matches, were its method this one. */
    boolean matches(HttpRequest request, String method) {
        if (conditions.isEmpty()) {
            return true;
        }
        for (int i = 0; i < conditions.size(); i++) { // an iterator would be garbage for every request
            if (conditions.get(i).matches(request, method)) {
                return true;
            }
        }
        return false;
    }

    /** A request as the routes behind see it. */
    HttpRequest seenBehind(HttpRequest request) {
        return overrides.size() == 0 ? request : new OverriddenRequest(request, overrides);
    }

    /** A method as the routes behind see it. */
    String methodBehind(String method) {
        String override = overrides.size() == 0 ? null : overrides.get(METHOD);
        return override == null ? method : override;
    }

    /** The methods that a request might have to find a route here, were its conditions met. */
    Set<String> methods(HttpRequest request) {
        Set<String> behind = table.methods(seenBehind(request).path());
        return overrides.get(METHOD) == null || behind.isEmpty() ? behind : Set.of(request.method());
    }
}
