package io.sluice.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.observe.EndedExchange;
import io.sluice.engine.observe.ExchangeObserver;
import io.sluice.engine.observe.RouteLabel;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Measures the requests of one listener. Thread-safe.
 *
 * <p>The meters of a route are made when it is first used, so that a configuration of many routes does not cost memory
 * for those that nobody asks for; from then on a request finds them by its route, without looking at a label. There are
 * at most as many as the configuration has conditions, times eight methods.
 */
final class ExchangeMeters implements ExchangeObserver {
    private final MeterRegistry registry;
    private final Tags tags;
    private final Set<HttpMetric> chosen;
    private final Map<RouteLabel, AtomicReferenceArray<@Nullable MethodMeters>> routes = new ConcurrentHashMap<>();
    private final Map<ProblemType, Counter> problems = new ConcurrentHashMap<>();

    /**
     * A measuring observer.
     *
     * @param tags name the listener
     * @param chosen which of Zilla's metrics are measured
     */
    ExchangeMeters(MeterRegistry registry, Tags tags, Set<HttpMetric> chosen) {
        this.registry = registry;
        this.tags = tags;
        this.chosen = chosen;
    }

    @Override
    public void ended(EndedExchange exchange) {
        meters(exchange.route(), Method.of(exchange.request().method())).record(exchange);
        ProblemType problem = exchange.problem();
        if (problem != null) {
            problems.computeIfAbsent(problem, this::counter).increment();
        }
    }

    private MethodMeters meters(RouteLabel route, Method method) {
        AtomicReferenceArray<@Nullable MethodMeters> methods =
                routes.computeIfAbsent(route, label -> new AtomicReferenceArray<>(Method.count()));
        MethodMeters known = methods.get(method.index());
        if (known != null) {
            return known;
        }
        var made = new MethodMeters(
                registry, tags.and("route", route.route(), "path", route.path(), "method", method.label()), chosen);
        MethodMeters other = methods.compareAndExchange(method.index(), null, made); // the registry gives both the same
        return other == null ? made : other;
    }

    private Counter counter(ProblemType problem) {
        return Counter.builder("sluice.problems")
                .description("Requests that the gateway itself answered with a problem")
                .tags(tags)
                .tag("problem", problem.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .register(registry);
    }
}
