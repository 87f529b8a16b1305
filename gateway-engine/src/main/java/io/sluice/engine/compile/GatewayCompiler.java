package io.sluice.engine.compile;

import io.sluice.config.BindingName;
import io.sluice.config.InvalidConfigException;
import io.sluice.config.fold.ClusterConfig;
import io.sluice.config.fold.Listener;
import io.sluice.config.fold.ListenerRoute;
import io.sluice.config.fold.ProxyTarget;
import io.sluice.config.fold.Topology;
import io.sluice.engine.Gateway;
import io.sluice.engine.ListenerPlan;
import io.sluice.engine.listen.RoutePlan;
import io.sluice.engine.route.RouteTable;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.ClusterProvider;
import io.sluice.engine.spi.Proxy;
import io.sluice.engine.spi.ProxyProvider;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compiles a folded configuration to a gateway. Used once. */
public final class GatewayCompiler {
    private final CompileContext context = new CompileContext();
    private final Map<ClusterConfig, Cluster> clusters = new LinkedHashMap<>();
    private final Map<ProxyTarget, Proxy> proxies = new LinkedHashMap<>();

    private GatewayCompiler() {}

    /**
     * Compiles a configuration. Nothing is started, and what was opened is closed again if it cannot run.
     *
     * @throws InvalidConfigException with all problems, if one of them keeps the configuration from running
     */
    public static Gateway compile(Topology topology, ClusterProvider clusters, ProxyProvider proxies) {
        var compiler = new GatewayCompiler();
        try {
            return compiler.gateway(topology, clusters, proxies);
        } catch (RuntimeException e) {
            compiler.closeAll(e);
            throw e;
        }
    }

    private Gateway gateway(Topology topology, ClusterProvider provider, ProxyProvider proxyProvider) {
        for (ClusterConfig config : topology.clusters()) {
            Cluster cluster = context.attempt(config.client().at(), () -> provider.open(config));
            if (cluster != null) {
                clusters.put(config, cluster);
            }
        }
        openProxies(topology, proxyProvider);
        var listeners = new ListenerCompiler(context, tables(topology));
        List<ListenerPlan> plans =
                topology.listeners().stream().map(listeners::compile).toList();
        if (context.problems().hasErrors()) {
            throw new InvalidConfigException(context.problems().inFileOrder());
        }
        return new Gateway(
                plans,
                List.copyOf(clusters.values()),
                List.copyOf(proxies.values()),
                context.problems().inFileOrder());
    }

    /** The tables by binding: one that several routes lead to is compiled once. */
    private Map<BindingName, RouteTable<RoutePlan>> tables(Topology topology) {
        var compiler = new ProxyCompiler(context, clusters, proxies);
        var guards = new GuardScope(topology);
        Map<BindingName, RouteTable<RoutePlan>> tables = new HashMap<>();
        for (Listener listener : topology.listeners()) {
            for (ListenerRoute route : listener.routes()) {
                tables.computeIfAbsent(
                        route.target().name(), name -> compiler.compile(route.target(), guards.of(name)));
            }
        }
        return tables;
    }

    private void openProxies(Topology topology, ProxyProvider provider) {
        Set<ProxyTarget> targets = new LinkedHashSet<>();
        for (Listener listener : topology.listeners()) {
            for (ListenerRoute route : listener.routes()) {
                if (route.target() instanceof ProxyTarget proxy) {
                    targets.add(proxy);
                }
            }
        }
        for (ProxyTarget target : targets) {
            Proxy proxy = context.attempt(target.at(), () -> provider.open(target));
            if (proxy != null) {
                proxies.put(target, proxy);
            }
        }
    }

    private void closeAll(RuntimeException failure) {
        proxies.values().forEach(proxy -> close(proxy::close, failure));
        clusters.values().forEach(cluster -> close(cluster::close, failure));
    }

    private static void close(Runnable close, RuntimeException failure) {
        try {
            close.run();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
