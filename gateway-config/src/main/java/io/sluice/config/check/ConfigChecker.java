package io.sluice.config.check;

import io.sluice.config.BindingConfig;
import io.sluice.config.BindingGraph;
import io.sluice.config.GatewayConfig;
import io.sluice.config.Problems;
import io.sluice.config.TcpServerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs all checks on a model, which may be incomplete. Without an error the model can be folded. */
public final class ConfigChecker {

    private ConfigChecker() {}

    /**
     * Adds all findings.
     *
     * @param problems what is known to be wrong already; with an error in it, consequences are not reported
     */
    public static void check(GatewayConfig config, Problems problems) {
        BindingGraph graph = new BindingGraph(config);
        List<BindingConfig> roots = new ArrayList<>(graph.bindings());
        roots.removeIf(binding -> !(binding instanceof TcpServerConfig));
        roots.addAll(RecordingCheck.exits(config, graph));
        Set<BindingConfig> served = graph.reachableFrom(roots);
        new ReferenceCheck(config, problems).run();
        new ChainCheck(graph, problems).run();
        new RecordingCheck(graph, problems).run(config);
        new ReachCheck(graph, problems).run(served);
        new GuardCheck(config, problems).run(served);
        new AddressCheck(problems).run(graph.bindings());
        new SupportCheck(problems).run(config, served);
        new TelemetryCheck(problems).run(config);
    }
}
