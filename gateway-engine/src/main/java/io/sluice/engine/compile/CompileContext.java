package io.sluice.engine.compile;

import io.sluice.config.ConfigProblem;
import io.sluice.config.InvalidConfigException;
import io.sluice.config.Location;
import io.sluice.engine.spi.InvalidSpecException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects the problems of one compilation, so that all are reported together. Not thread-safe. */
final class CompileContext {
    private static final Comparator<ConfigProblem> FILE_ORDER = Comparator.comparing(
                    (ConfigProblem problem) -> problem.at().file())
            .thenComparing(problem -> problem.at().line())
            .thenComparing(problem -> problem.at().column());

    private final Set<ConfigProblem> problems = new LinkedHashSet<>();

    void error(Location at, String message) {
        problems.add(ConfigProblem.error(at, message));
    }

    void warning(Location at, String message) {
        problems.add(ConfigProblem.warning(at, message));
    }

    /** The result of a step; null if it failed, with the reason noted as an error at this place. */
    <T> @Nullable T attempt(Location at, Supplier<T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException | InvalidSpecException e) {
            String message = e.getMessage();
            error(at, message == null ? e.toString() : message);
            return null;
        }
    }

    /** All problems in file order. */
    List<ConfigProblem> problems() {
        return problems.stream().sorted(FILE_ORDER).toList();
    }

    /** Throws if there is an error among the problems. */
    void throwIfInvalid() {
        if (problems.stream().anyMatch(ConfigProblem::isError)) {
            throw new InvalidConfigException(problems());
        }
    }
}
