package io.sluice.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot run. Carries every problem that was found, in file order, warnings included. */
public final class InvalidConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    /** Builds a message of one line per problem. */
    public InvalidConfigException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** All problems, errors and warnings, in file order. */
    public List<ConfigProblem> problems() {
        return problems;
    }
}
