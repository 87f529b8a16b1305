package io.sluice.engine.compile;

import io.sluice.config.FetchConfig;
import io.sluice.config.HttpKafkaConfig;
import io.sluice.config.HttpKafkaRouteConfig;
import io.sluice.config.ProduceConfig;
import io.sluice.config.WithConfig;
import io.sluice.config.fold.ClusterConfig;
import io.sluice.config.fold.ProxyRoute;
import io.sluice.engine.flow.Plan;
import io.sluice.engine.listen.Guarded;
import io.sluice.engine.listen.RoutePlan;
import io.sluice.engine.observe.RouteLabel;
import io.sluice.engine.route.RouteCondition;
import io.sluice.engine.route.RouteTable;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.FetchSpec;
import io.sluice.engine.spi.ProduceSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles one {@code http-kafka} binding to its table. */
final class ProxyCompiler {
    private final CompileContext context;
    private final Map<ClusterConfig, Cluster> clusters;

    /** A compiler over the clusters that could be opened. */
    ProxyCompiler(CompileContext context, Map<ClusterConfig, Cluster> clusters) {
        this.context = context;
        this.clusters = clusters;
    }

    /** The table of the routes that have no problems; the problems of the others are noted. */
    RouteTable<RoutePlan> compile(HttpKafkaConfig proxy, List<ProxyRoute> routes, Set<String> guards) {
        var conditions = new ConditionCompiler(context);
        RouteTable.Builder<RoutePlan> table = RouteTable.builder();
        for (ProxyRoute proxyRoute : routes) {
            HttpKafkaRouteConfig route = proxyRoute.route();
            String label = label(route);
            List<CompiledCondition> compiled = conditions.compile(route, label);
            if (compiled == null) {
                continue;
            }
            Plan plan = plan(proxyRoute, proxy, new RouteScope(label, compiled, guards));
            if (plan != null) {
                Guarded guarded = GuardedCompiler.compile(route.guarded());
                for (CompiledCondition condition : compiled) {
                    RouteCondition when = condition.condition();
                    table.add(new RoutePlan(named(label, when), guarded, plan), List.of(when));
                }
            }
        }
        return table.build();
    }

    /** The path within the document, which names the binding and the index, without what all have in common. */
    private static String label(HttpKafkaRouteConfig route) {
        String path = route.at().path();
        return path.startsWith("bindings.") ? path.substring("bindings.".length()) : path;
    }

    private static RouteLabel named(String route, RouteCondition condition) {
        return new RouteLabel(route, condition.method().toString(), Objects.toString(condition.path(), "*"));
    }

    private @Nullable Plan plan(ProxyRoute proxyRoute, HttpKafkaConfig proxy, RouteScope scope) {
        Cluster cluster = clusters.get(proxyRoute.cluster());
        WithConfig with = proxyRoute.route().with();
        if (with instanceof FetchConfig fetch) {
            FetchSpec spec = new FetchCompiler(context, scope)
                    .compile(fetch, proxy.limits().maxWait());
            return cluster == null ? null : context.attempt(fetch.at(), () -> cluster.fetch(spec));
        }
        if (with instanceof ProduceConfig produce) {
            ProduceSpec spec = new ProduceCompiler(context, proxy, scope).compile(produce);
            return cluster == null ? null : context.attempt(produce.at(), () -> cluster.produce(spec));
        }
        throw new AssertionError(with);
    }
}
