package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** {@code type: http-kafka, kind: proxy}: turns requests into topic reads and correlated records. */
public record HttpKafkaConfig(
        BindingName name,
        Location at,
        IdempotencyConfig idempotency,
        CorrelationConfig correlation,
        WaitLimits limits,
        List<HttpKafkaRouteConfig> routes)
        implements BindingConfig {

    /** Copies the list. */
    public HttpKafkaConfig {
        requireNonNull(name, "name");
        requireNonNull(at, "at");
        requireNonNull(idempotency, "idempotency");
        requireNonNull(correlation, "correlation");
        requireNonNull(limits, "limits");
        routes = List.copyOf(routes);
    }

    @Override
    public List<Text> exits() {
        return routes.stream().map(HttpKafkaRouteConfig::exit).toList();
    }
}
