package io.sluice.engine.compile;

import io.sluice.config.FetchConfig;
import io.sluice.config.HttpKafkaConfig;
import io.sluice.config.HttpKafkaRouteConfig;
import io.sluice.config.Location;
import io.sluice.config.ProduceConfig;
import io.sluice.config.RestRouteConfig;
import io.sluice.config.WithConfig;
import io.sluice.config.fold.ClusterConfig;
import io.sluice.config.fold.HttpKafkaTarget;
import io.sluice.config.fold.ProxyRoute;
import io.sluice.config.fold.ProxyTarget;
import io.sluice.config.fold.RestTarget;
import io.sluice.config.fold.RouteTarget;
import io.sluice.config.fold.UpstreamTarget;
import io.sluice.engine.flow.Plan;
import io.sluice.engine.listen.Guarded;
import io.sluice.engine.listen.RoutePlan;
import io.sluice.engine.observe.RouteLabel;
import io.sluice.engine.route.MethodPattern;
import io.sluice.engine.route.RouteCondition;
import io.sluice.engine.route.RouteTable;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.FetchSpec;
import io.sluice.engine.spi.ProduceSpec;
import io.sluice.engine.spi.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles a binding behind an http route to its table. */
final class ProxyCompiler {
    private static final MethodPattern ANY_AND_OPTIONS = MethodPattern.compile("*|OPTIONS");

    private final CompileContext context;
    private final Map<ClusterConfig, Cluster> clusters;
    private final Map<ProxyTarget, Proxy> proxies;

    /** A compiler over the clusters and proxies that could be opened. */
    ProxyCompiler(CompileContext context, Map<ClusterConfig, Cluster> clusters, Map<ProxyTarget, Proxy> proxies) {
        this.context = context;
        this.clusters = clusters;
        this.proxies = proxies;
    }

    /** The table of the routes that have no problems; the problems of the others are noted. */
    RouteTable<RoutePlan> compile(RouteTarget target, Set<String> guards) {
        var conditions = new ConditionCompiler(context);
        RouteTable.Builder<RoutePlan> table = RouteTable.builder();
        if (target instanceof HttpKafkaTarget kafka) {
            kafka.routes().forEach(route -> add(route, kafka.proxy(), guards, conditions, table));
        } else if (target instanceof RestTarget rest) {
            rest.proxy().routes().forEach(route -> add(route, proxies.get(rest), conditions, table));
        } else if (target instanceof UpstreamTarget upstream) {
            add(upstream, proxies.get(upstream), table);
        } else {
            throw new AssertionError(target);
        }
        return table.build();
    }

    private void add(
            ProxyRoute proxyRoute,
            HttpKafkaConfig proxy,
            Set<String> guards,
            ConditionCompiler conditions,
            RouteTable.Builder<RoutePlan> table) {
        HttpKafkaRouteConfig route = proxyRoute.route();
        String label = label(route.at());
        List<CompiledCondition> compiled =
                conditions.compile(route.at(), route.when(), route.guarded().isEmpty(), label);
        if (compiled == null) {
            return;
        }
        Plan plan = plan(proxyRoute, proxy, new RouteScope(label, compiled, guards));
        if (plan != null) {
            add(label, compiled, GuardedCompiler.compile(route.guarded()), plan, table);
        }
    }

    private void add(
            RestRouteConfig route,
            @Nullable Proxy proxy,
            ConditionCompiler conditions,
            RouteTable.Builder<RoutePlan> table) {
        String label = label(route.at());
        List<CompiledCondition> compiled =
                conditions.compile(route.at(), route.when(), route.guarded().isEmpty(), label);
        if (compiled != null && proxy != null) {
            add(
                    label,
                    compiled.stream().map(ProxyCompiler::withOptions).toList(),
                    GuardedCompiler.compile(route.guarded()),
                    proxy.plan(),
                    table);
        }
    }

    /** The server knows best what its resources can do. */
    private static void add(UpstreamTarget upstream, @Nullable Proxy proxy, RouteTable.Builder<RoutePlan> table) {
        if (proxy != null) {
            var everything = new RouteCondition(ANY_AND_OPTIONS, null);
            RouteLabel label = named(label(upstream.at()), everything);
            table.add(new RoutePlan(label, Guarded.OPEN, proxy.plan()), List.of(everything));
        }
    }

    /** The proxy knows best which methods its paths have. */
    private static CompiledCondition withOptions(CompiledCondition condition) {
        return condition.condition().method().toString().equals("*")
                ? new CompiledCondition(
                        condition.at(),
                        new RouteCondition(
                                ANY_AND_OPTIONS, condition.condition().path()))
                : condition;
    }

    private static void add(
            String label,
            List<CompiledCondition> conditions,
            Guarded guarded,
            Plan plan,
            RouteTable.Builder<RoutePlan> table) {
        for (CompiledCondition condition : conditions) {
            RouteCondition when = condition.condition();
            table.add(new RoutePlan(named(label, when), guarded, plan), List.of(when));
        }
    }

    /** The path within the document, which names the binding and the index, without what all have in common. */
    private static String label(Location at) {
        String path = at.path();
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
