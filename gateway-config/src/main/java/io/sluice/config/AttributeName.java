package io.sluice.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of {@code telemetry.attributes}, which become labels beside those that metrics have of themselves. */
public final class AttributeName {
    /** The labels that the metrics have of themselves, and those that histograms have. */
    private static final Set<String> TAKEN = Set.of(
            "namespace",
            "binding",
            "route",
            "path",
            "method",
            "status",
            "outcome",
            "problem",
            "reason",
            "exit",
            "topic",
            "use",
            "area",
            "id",
            "state",
            "action",
            "cause",
            "gc",
            "le",
            "quantile");

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

    private AttributeName() {}

    /** Whether an attribute of this name can be attached to metrics. */
    public static boolean isUsable(String name) {
        return NAME.matcher(name).matches() && !TAKEN.contains(label(name).toLowerCase(Locale.ROOT));
    }

    /** The label that it becomes. */
    public static String label(String name) {
        return name.replaceAll("[.-]", "_");
    }
}
