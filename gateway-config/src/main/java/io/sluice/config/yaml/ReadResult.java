package io.sluice.config.yaml;

import static java.util.Objects.requireNonNull;

import io.sluice.config.ConfigProblem;
import io.sluice.config.GatewayConfig;
import java.util.List;

/**
 * What a file says, and what is wrong with it.
 *
 * @param config complete when no problem is an error; else what could be read, good for finding more problems only
 * @param problems in file order
 */
public record ReadResult(GatewayConfig config, List<ConfigProblem> problems) {

    /** Copies the list. */
    public ReadResult {
        requireNonNull(config, "config");
        problems = List.copyOf(problems);
    }

    /** True when {@link #config} is complete. */
    public boolean isComplete() {
        return problems.stream().noneMatch(ConfigProblem::isError);
    }
}
