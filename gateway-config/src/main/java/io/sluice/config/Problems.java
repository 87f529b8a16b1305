package io.sluice.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a configuration, so that one run shows all of it. Not thread-safe. */
public final class Problems {
    private static final Comparator<ConfigProblem> FILE_ORDER = Comparator.comparingInt(
                    (ConfigProblem problem) -> problem.at().line())
            .thenComparingInt(problem -> problem.at().column());

    private final List<ConfigProblem> found = new ArrayList<>();

    /** Adds a problem that keeps the configuration from running. */
    public void error(Location at, String message) {
        found.add(ConfigProblem.error(at, message));
    }

    /** Adds a problem that the configuration runs with. */
    public void warning(Location at, String message) {
        found.add(ConfigProblem.warning(at, message));
    }

    /** Adds the findings of another run. */
    public void addAll(List<ConfigProblem> problems) {
        found.addAll(problems);
    }

    /** True once an error was added. */
    public boolean hasErrors() {
        return found.stream().anyMatch(ConfigProblem::isError);
    }

    /** Everything that was added, in file order and without repetition. */
    public List<ConfigProblem> inFileOrder() {
        return found.stream().distinct().sorted(FILE_ORDER).toList();
    }
}
