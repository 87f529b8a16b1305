package io.sluice.config.check;

import io.sluice.config.BindingConfig;
import io.sluice.config.BindingGraph;
import io.sluice.config.BindingName;
import io.sluice.config.Problems;
import io.sluice.config.Quoted;
import io.sluice.config.Suggestion;
import io.sluice.config.UnsupportedBindingConfig;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Bindings that no socket leads to, and bindings of other protocols. */
final class ReachCheck {
    private static final List<String> TYPES = List.of("tcp", "tls", "http", "http-kafka", "rest-kafka", "kafka");
    /** Other protocols' types that look like a slip of ours. */
    private static final Set<String> NO_SLIPS = Set.of("mqtt-kafka", "grpc-kafka", "sse-kafka", "kafka-grpc");

    private final BindingGraph graph;
    private final Problems problems;

    ReachCheck(BindingGraph graph, Problems problems) {
        this.graph = graph;
        this.problems = problems;
    }

    /**
     * Looks at every binding once.
     *
     * @param served everything that a tcp server or a recording leads to
     */
    void run(Set<BindingConfig> served) {
        // With a broken chain, everything behind the break seems to be out of reach.
        boolean isChainWhole = !problems.hasErrors();
        Set<BindingName> servedNames = names(served);
        Set<BindingName> foreign = names(graph.reachableFrom(unsupported()));
        for (BindingConfig binding : graph.bindings()) {
            boolean isServed = servedNames.contains(binding.name());
            if (binding instanceof UnsupportedBindingConfig unsupported) {
                report(unsupported, isServed);
            } else if (isChainWhole && !isServed && !foreign.contains(binding.name())) {
                problems.warning(binding.at(), "no tcp server leads to this binding");
            }
        }
    }

    private void report(UnsupportedBindingConfig binding, boolean isServed) {
        if (binding.type().isEmpty()) {
            return;
        }
        boolean isOurs = TYPES.contains(binding.type());
        String message = "not supported: binding type " + Quoted.bare(binding.type())
                + (isOurs ? " of kind " + binding.kind() : suggestion(binding.type()));
        if (isServed) {
            problems.error(binding.at(), message);
        } else {
            problems.warning(binding.at(), message);
        }
    }

    private static String suggestion(String type) {
        return NO_SLIPS.contains(type) ? "" : Suggestion.of(type, TYPES);
    }

    private Collection<BindingConfig> unsupported() {
        return graph.bindings().stream()
                .filter(UnsupportedBindingConfig.class::isInstance)
                .toList();
    }

    private static Set<BindingName> names(Set<BindingConfig> bindings) {
        Set<BindingName> names = new HashSet<>();
        bindings.forEach(binding -> names.add(binding.name()));
        return names;
    }
}
