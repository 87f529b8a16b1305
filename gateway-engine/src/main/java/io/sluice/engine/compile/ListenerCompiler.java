package io.sluice.engine.compile;

import io.sluice.config.BindingName;
import io.sluice.config.HttpConditionConfig;
import io.sluice.config.HttpRouteConfig;
import io.sluice.config.Location;
import io.sluice.config.Quoted;
import io.sluice.config.Text;
import io.sluice.config.fold.Listener;
import io.sluice.config.fold.ListenerRoute;
import io.sluice.engine.ListenerPlan;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.OverriddenRequest;
import io.sluice.engine.listen.Challenge;
import io.sluice.engine.listen.HttpRoute;
import io.sluice.engine.listen.ListenerHandler;
import io.sluice.engine.listen.OverridingHandler;
import io.sluice.engine.listen.RoutePlan;
import io.sluice.engine.route.HttpCondition;
import io.sluice.engine.route.RouteTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Compiles the {@code http} side of one listener. */
record ListenerCompiler(CompileContext context, Map<BindingName, RouteTable<RoutePlan>> tables) {

    ListenerPlan compile(Listener listener) {
        List<HttpRoute> routes = new ArrayList<>();
        warnOfClosedRoutes(listener);
        for (ListenerRoute listenerRoute : listener.routes()) {
            HttpRouteConfig route = listenerRoute.route();
            RouteTable<RoutePlan> table =
                    Objects.requireNonNull(tables.get(listenerRoute.target().name()));
            routes.add(new HttpRoute(
                    conditions(route), GuardedCompiler.compile(route.guarded()), fields(route.overrides()), table));
        }
        RequestHandler handler = new ListenerHandler(
                routes,
                Challenge.of(listener.http().authorization()),
                new RequestCompiler(context).compile(listener.http().requests()));
        HttpFields overrides = fields(listener.http().overrides());
        if (overrides.size() > 0) {
            handler = new OverridingHandler(overrides, handler);
        }
        return new ListenerPlan(listener, handler);
    }

    private HttpFields fields(Map<String, Text> overrides) {
        HttpFields.Builder fields = HttpFields.builder();
        overrides.forEach((name, value) -> {
            try {
                OverriddenRequest.check(name, value.value());
                fields.add(name, value.value());
            } catch (IllegalArgumentException e) {
                context.error(value.at(), Objects.requireNonNullElse(e.getMessage(), e.toString()));
            }
        });
        return fields.build();
    }

    /** A guard that gets no credentials at a listener lets nobody through there. */
    private void warnOfClosedRoutes(Listener listener) {
        Set<String> inFront = GuardScope.inFront(listener);
        for (ListenerRoute route : listener.routes()) {
            warnOfClosedRoute(
                    inFront, route.route().at(), route.route().guarded().keySet(), listener);
            route.guardedBehind()
                    .forEach(behind -> warnOfClosedRoute(
                            inFront, behind.at(), behind.guarded().keySet(), listener));
        }
    }

    private void warnOfClosedRoute(Set<String> inFront, Location at, Set<String> guards, Listener listener) {
        guards.stream()
                .filter(guard -> !inFront.contains(guard))
                .forEach(guard -> context.warning(
                        at,
                        "nobody gets through from "
                                + Quoted.of(listener.http().name().name()) + ", which has no"
                                + " options.authorization for the guard " + Quoted.of(guard)));
    }

    private List<HttpCondition> conditions(HttpRouteConfig route) {
        List<HttpCondition> conditions = new ArrayList<>();
        for (HttpConditionConfig config : route.when()) {
            Map<String, String> patterns = new LinkedHashMap<>();
            config.headers().forEach((name, pattern) -> patterns.put(name, pattern.value()));
            HttpCondition condition = context.attempt(config.at(), () -> HttpCondition.compile(patterns));
            if (condition != null) {
                conditions.add(condition);
            }
        }
        return conditions;
    }
}
