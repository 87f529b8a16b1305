package io.sluice.config.check;

import io.sluice.config.BindingConfig;
import io.sluice.config.BindingGraph;
import io.sluice.config.BindingName;
import io.sluice.config.Problems;
import io.sluice.config.Quoted;
import io.sluice.config.Suggestion;
import io.sluice.config.Text;
import io.sluice.config.UnsupportedBindingConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Exits lead to bindings that exist, that can follow, and never back. */
final class ChainCheck {
    /** Bounds the recursion on hostile files. */
    private static final int LONGEST_CHAIN = 500;

    private final BindingGraph graph;
    private final Problems problems;
    private final Set<BindingName> finished = new HashSet<>();

    ChainCheck(BindingGraph graph, Problems problems) {
        this.graph = graph;
        this.problems = problems;
    }

    void run() {
        for (BindingConfig binding : graph.bindings()) {
            binding.exits().forEach(exit -> checkTarget(binding, exit));
            checkCycles(binding, new LinkedHashSet<>());
        }
    }

    private void checkTarget(BindingConfig binding, Text exit) {
        if (exit.value().isEmpty() || binding instanceof UnsupportedBindingConfig) {
            return;
        }
        BindingConfig target = graph.target(binding, exit).orElse(null);
        if (target == null) {
            problems.error(
                    exit.at(),
                    "no binding named " + Quoted.of(exit.value())
                            + Suggestion.of(
                                    exit.value(), candidates(binding.name().namespace())));
            return;
        }
        Stage stage = Stage.of(binding);
        Stage found = Stage.of(target);
        if (!stage.mayLeadTo(found)) {
            String expected = stage.expected().isEmpty()
                    ? " (a " + stage.words() + " is the end of its chain)"
                    : " (expected: " + stage.expected() + ")";
            problems.error(exit.at(), Quoted.of(exit.value()) + " is a " + found.words() + expected);
        }
    }

    private List<String> candidates(String namespace) {
        List<String> candidates = new ArrayList<>();
        for (BindingName name : graph.names()) {
            candidates.add(name.namespace().equals(namespace) ? name.name() : name.toString());
        }
        return candidates;
    }

    /** Depth first: an exit to a binding on the way here closes a circle. */
    private void checkCycles(BindingConfig binding, Set<BindingName> path) {
        if (finished.contains(binding.name()) || path.size() > LONGEST_CHAIN) {
            return;
        }
        path.add(binding.name());
        for (Text exit : binding.exits()) {
            BindingConfig target = graph.target(binding, exit).orElse(null);
            if (target != null && path.contains(target.name())) {
                problems.error(exit.at(), "the exits form a circle: " + circle(path, target.name()));
            } else if (target != null) {
                checkCycles(target, path);
            }
        }
        path.remove(binding.name());
        finished.add(binding.name());
    }

    private static String circle(Set<BindingName> path, BindingName closing) {
        List<BindingName> names = new ArrayList<>(path);
        List<BindingName> circle = new ArrayList<>(names.subList(names.indexOf(closing), names.size()));
        circle.add(closing);
        return Quoted.bare(
                String.join(" -> ", circle.stream().map(BindingName::name).toList()));
    }
}
