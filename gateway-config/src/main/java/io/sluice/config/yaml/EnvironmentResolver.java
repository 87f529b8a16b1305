package io.sluice.config.yaml;

import io.sluice.config.Location;
import io.sluice.config.Problems;
import io.sluice.config.Quoted;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills in {@code ${{env.NAME}}} and {@code ${{env.NAME:default}}}. What is filled in is not looked at again, and stays
 * inside its scalar: a variable cannot add structure to the file.
 */
final class EnvironmentResolver {
    private static final String OPEN = "${{";
    private static final String CLOSE = "}}";
    private static final String CONTEXT = "env.";

    private final Map<String, String> environment;
    private final Problems problems;

    EnvironmentResolver(Map<String, String> environment, Problems problems) {
        this.environment = Map.copyOf(environment);
        this.problems = problems;
    }

    /** The text with all expressions replaced; null, and reported, when one of them cannot be. */
    @Nullable String resolve(String text, Location at) {
        int open = text.indexOf(OPEN);
        if (open < 0) {
            return text;
        }
        StringBuilder resolved = new StringBuilder();
        int from = 0;
        while (open >= 0) {
            int close = text.indexOf(CLOSE, open);
            if (close < 0) {
                problems.error(at, "\"${{\" is never closed by \"}}\"");
                return null;
            }
            String value = value(text.substring(open + OPEN.length(), close).strip(), at);
            if (value == null) {
                return null;
            }
            resolved.append(text, from, open).append(value);
            from = close + CLOSE.length();
            open = text.indexOf(OPEN, from);
        }
        return resolved.append(text, from, text.length()).toString();
    }

    private @Nullable String value(String expression, Location at) {
        if (!expression.startsWith(CONTEXT)) {
            int dot = expression.indexOf('.');
            String context = dot < 0 ? expression : expression.substring(0, dot);
            problems.error(at, "unknown resolver " + Quoted.of(context) + " (expected: ${{env.NAME}})");
            return null;
        }
        int colon = expression.indexOf(':');
        String name = expression.substring(CONTEXT.length(), colon < 0 ? expression.length() : colon);
        String value = environment.get(name);
        if (value != null) {
            return value;
        }
        if (colon >= 0) {
            return expression.substring(colon + 1);
        }
        problems.error(
                at,
                "environment variable " + Quoted.of(name) + " is not set (set it, or write ${{env." + Quoted.bare(name)
                        + ":default}})");
        return null;
    }
}
