package io.sluice.config.check;

import io.sluice.config.BindingConfig;
import io.sluice.config.BindingGraph;
import io.sluice.config.ConfigProblem;
import io.sluice.config.GatewayConfig;
import io.sluice.config.Problems;
import io.sluice.config.TcpServerConfig;
import java.util.List;
import java.util.Set;

/** Runs all checks on a model, which may be incomplete. Without an error the model can be folded. */
public final class ConfigChecker {

    private ConfigChecker() {}

    /** All findings, in file order. */
    public static List<ConfigProblem> check(GatewayConfig config) {
        Problems problems = new Problems();
        BindingGraph graph = new BindingGraph(config);
        Set<BindingConfig> served = graph.reachableFrom(graph.bindings().stream()
                .filter(TcpServerConfig.class::isInstance)
                .toList());
        new ReferenceCheck(config, problems).run();
        new ChainCheck(graph, problems).run();
        new ReachCheck(graph, problems).run(served);
        new AddressCheck(problems).run(graph.bindings());
        new SupportCheck(problems).run(config, served);
        return problems.inFileOrder();
    }
}
