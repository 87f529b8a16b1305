package io.sluice.record.recorder;

import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.observe.EndedExchange;
import java.util.List;

/** Which exchanges are recorded, by their heads. Immutable. */
final class ExchangeFilter {
    private final ExchangeRule[] include;
    private final ExchangeRule[] exclude;

    ExchangeFilter(List<ExchangeRule> include, List<ExchangeRule> exclude) {
        this.include = include.toArray(ExchangeRule[]::new);
        this.exclude = exclude.toArray(ExchangeRule[]::new);
    }

    /** Whether an exchange is to be recorded. Any thread. */
    boolean takes(EndedExchange exchange) {
        if (include.length == 0 && exclude.length == 0) {
            return true;
        }
        HttpRequest request = exchange.request();
        String method = request.method();
        String path = request.path();
        int status = Snapshot.statusOf(exchange);
        return (include.length == 0 || any(include, method, path, status)) && !any(exclude, method, path, status);
    }

    private static boolean any(ExchangeRule[] rules, String method, String path, int status) {
        for (ExchangeRule rule : rules) {
            if (rule.matches(method, path, status)) {
                return true;
            }
        }
        return false;
    }
}
