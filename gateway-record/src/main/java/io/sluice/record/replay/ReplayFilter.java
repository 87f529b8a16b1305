package io.sluice.record.replay;

import io.sluice.engine.route.Glob;
import io.sluice.record.exchange.RecordedExchange;
import io.sluice.record.exchange.RecordedRequest;
import io.sluice.record.exchange.RecordedResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Chooses exchanges by what was written as {@code method=GET}, {@code path=/users/*}, {@code host=} or {@code status=2xx}. */
public final class ReplayFilter {
    private final List<Predicate<RecordedExchange>> conditions = new ArrayList<>();

    private ReplayFilter() {}

    /**
     * A filter that lets pass what all conditions let pass.
     *
     * @param conditions names and globs with an equals sign between; several globs with commas between
     * @throws IllegalArgumentException if a name is not known
     */
    public static ReplayFilter of(List<String> conditions) {
        var filter = new ReplayFilter();
        for (String condition : conditions) {
            int equals = condition.indexOf('=');
            String name = equals < 0 ? condition : condition.substring(0, equals);
            List<Glob> globs = globs(name, condition.substring(equals + 1));
            filter.conditions.add(exchange -> {
                String value = value(name, exchange);
                return globs.stream().anyMatch(glob -> glob.matches(value));
            });
            if (equals < 0 || !List.of("method", "path", "host", "status").contains(name)) {
                throw new IllegalArgumentException(
                        "filter " + condition + " (expected: method=, path=, host= or status= and a pattern)");
            }
        }
        return filter;
    }

    private static List<Glob> globs(String name, String patterns) {
        List<Glob> globs = new ArrayList<>();
        for (String pattern : patterns.split(",", -1)) {
            boolean path = name.equals("path");
            String lower = path ? pattern : pattern.toLowerCase(Locale.ROOT);
            globs.add(Glob.compile(name.equals("status") ? lower.replace("xx", "*") : lower));
        }
        return globs;
    }

    private static String value(String name, RecordedExchange exchange) {
        RecordedRequest request = exchange.request();
        RecordedResponse response = exchange.response();
        return switch (name) {
            case "method" -> request.method();
            case "path" -> request.target().pathname();
            case "host" -> request.host() == null ? "" : request.host().toLowerCase(Locale.ROOT);
            default -> response == null ? "" : Integer.toString(response.status());
        };
    }

    /** Whether an exchange passes. */
    public boolean passes(RecordedExchange exchange) {
        return conditions.stream().allMatch(condition -> condition.test(exchange));
    }
}
