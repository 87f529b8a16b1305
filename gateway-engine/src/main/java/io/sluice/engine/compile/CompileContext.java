package io.sluice.engine.compile;

import io.sluice.config.InvalidConfigException;
import io.sluice.config.Location;
import io.sluice.config.Problems;
import io.sluice.engine.spi.InvalidSpecException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects the problems of one compilation, so that all are reported together. Not thread-safe. */
final class CompileContext {
    private final Problems problems = new Problems();

    void error(Location at, String message) {
        problems.error(at, message);
    }

    void warning(Location at, String message) {
        problems.warning(at, message);
    }

    /** The result of a step; null if it failed, with the reason noted as an error: at this place unless it names its own. */
    <T> @Nullable T attempt(Location at, Supplier<T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException | InvalidSpecException e) {
            error(at, Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return null;
        } catch (InvalidConfigException e) {
            problems.addAll(e.problems());
            return null;
        }
    }

    Problems problems() {
        return problems;
    }
}
