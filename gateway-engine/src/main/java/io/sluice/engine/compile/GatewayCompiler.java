package io.sluice.engine.compile;

import io.sluice.config.BindingName;
import io.sluice.config.InvalidConfigException;
import io.sluice.config.fold.ClusterConfig;
import io.sluice.config.fold.Listener;
import io.sluice.config.fold.ListenerRoute;
import io.sluice.config.fold.Topology;
import io.sluice.engine.Gateway;
import io.sluice.engine.ListenerPlan;
import io.sluice.engine.listen.RoutePlan;
import io.sluice.engine.route.RouteTable;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.ClusterProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles a folded configuration to a gateway. Used once. */
public final class GatewayCompiler {
    private final CompileContext context = new CompileContext();
    private final Map<ClusterConfig, Cluster> clusters = new LinkedHashMap<>();

    private GatewayCompiler() {}

    /**
     * Compiles a configuration. Nothing is started, and what was opened is closed again if it cannot run.
     *
     * @throws InvalidConfigException with all problems, if one of them keeps the configuration from running
     */
    public static Gateway compile(Topology topology, ClusterProvider provider) {
        var compiler = new GatewayCompiler();
        try {
            return compiler.gateway(topology, provider);
        } catch (RuntimeException e) {
            compiler.closeClusters(e);
            throw e;
        }
    }

    private Gateway gateway(Topology topology, ClusterProvider provider) {
        for (ClusterConfig config : topology.clusters()) {
            Cluster cluster = context.attempt(config.client().at(), () -> provider.open(config));
            if (cluster != null) {
                clusters.put(config, cluster);
            }
        }
        var listeners = new ListenerCompiler(context, tables(topology));
        List<ListenerPlan> plans =
                topology.listeners().stream().map(listeners::compile).toList();
        if (context.problems().hasErrors()) {
            throw new InvalidConfigException(context.problems().inFileOrder());
        }
        return new Gateway(
                plans, List.copyOf(clusters.values()), context.problems().inFileOrder());
    }

    /** The tables by binding: one that several routes lead to is compiled once. */
    private Map<BindingName, RouteTable<RoutePlan>> tables(Topology topology) {
        var proxies = new ProxyCompiler(context, clusters);
        var guards = new GuardScope(topology);
        Map<BindingName, RouteTable<RoutePlan>> tables = new HashMap<>();
        for (Listener listener : topology.listeners()) {
            for (ListenerRoute route : listener.routes()) {
                tables.computeIfAbsent(
                        route.proxy().name(), name -> proxies.compile(route.proxy(), route.routes(), guards.of(name)));
            }
        }
        return tables;
    }

    private void closeClusters(RuntimeException failure) {
        for (Cluster cluster : new ArrayList<>(clusters.values())) {
            try {
                cluster.close();
            } catch (RuntimeException e) {
                failure.addSuppressed(e);
            }
        }
    }
}
