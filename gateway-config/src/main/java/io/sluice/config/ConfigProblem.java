package io.sluice.config;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with a configuration, and where.
 *
 * @param message says what is wrong and, where it is known, the way out
 */
public record ConfigProblem(Severity severity, Location at, String message) {

    /** Rejects missing parts. */
    public ConfigProblem {
        requireNonNull(severity, "severity");
        requireNonNull(at, "at");
        requireNonNull(message, "message");
    }

    /** A problem that keeps the configuration from running. */
    public static ConfigProblem error(Location at, String message) {
        return new ConfigProblem(Severity.ERROR, at, message);
    }

    /** A problem that the configuration runs with. */
    public static ConfigProblem warning(Location at, String message) {
        return new ConfigProblem(Severity.WARNING, at, message);
    }

    /** True for a problem that keeps the configuration from running. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** One line: {@code zilla.yaml:14:9: bindings.x.routes[2].exit: no binding named "kafka_x"}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(at.toString()).append(": ");
        if (!at.path().isEmpty()) {
            text.append(at.path()).append(": ");
        }
        if (severity == Severity.WARNING) {
            text.append("warning: ");
        }
        return text.append(message).toString();
    }
}
