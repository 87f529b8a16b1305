package io.sluice.config.yaml;

import io.sluice.config.BindingConfig;
import io.sluice.config.BindingName;
import io.sluice.config.CorrelationConfig;
import io.sluice.config.HttpKafkaConditionConfig;
import io.sluice.config.HttpKafkaConfig;
import io.sluice.config.HttpKafkaRouteConfig;
import io.sluice.config.IdempotencyConfig;
import io.sluice.config.Location;
import io.sluice.config.Secret;
import io.sluice.config.Text;
import io.sluice.config.WaitLimits;
import io.sluice.config.WithConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code type: http-kafka, kind: proxy}. */
final class HttpKafkaReader {
    private static final NumberRange WAIT = new NumberRange(
            1, WaitLimits.LONGEST.toSeconds(), WaitLimits.DEFAULT.maxWait().toSeconds());

    private HttpKafkaReader() {}

    static BindingConfig proxy(BindingName name, Cursor cursor) {
        if (cursor.has("exit")) {
            cursor.problems()
                    .error(cursor.keyAt("exit"), "http-kafka has an exit per route, as each needs its \"with\"");
        }
        if (!cursor.has("routes")) {
            cursor.missing("routes");
        }
        List<HttpKafkaRouteConfig> routes = Routes.listed(cursor, HttpKafkaReader::route);
        IdempotencyConfig idempotency = IdempotencyConfig.DEFAULT;
        CorrelationConfig correlation = CorrelationConfig.DEFAULT;
        WaitLimits limits = WaitLimits.DEFAULT;
        Cursor options = cursor.mapping("options");
        if (options != null) {
            idempotency = idempotency(options.mapping("idempotency"));
            correlation = correlation(options.mapping("correlation"));
            limits = limits(options.mapping("limits"));
            options.finish();
        }
        return new HttpKafkaConfig(name, cursor.at(), idempotency, correlation, limits, routes);
    }

    private static IdempotencyConfig idempotency(@Nullable Cursor idempotency) {
        if (idempotency == null) {
            return IdempotencyConfig.DEFAULT;
        }
        Text header = idempotency.requireText("header");
        idempotency.finish();
        return header.value().isEmpty()
                ? IdempotencyConfig.DEFAULT
                : new IdempotencyConfig(Headers.name(idempotency, header));
    }

    private static CorrelationConfig correlation(@Nullable Cursor correlation) {
        CorrelationConfig defaults = CorrelationConfig.DEFAULT;
        if (correlation == null) {
            return defaults;
        }
        Secret secret = correlation.secret("secret");
        if (secret != null && secret.value().isEmpty()) {
            correlation.problems().error(correlation.keyAt("secret"), "must not be empty");
        }
        Cursor headers = correlation.mapping("headers");
        correlation.finish();
        if (headers == null) {
            return new CorrelationConfig(defaults.replyToHeader(), defaults.correlationIdHeader(), List.of(), secret);
        }
        String replyTo = headers.string("reply-to", defaults.replyToHeader());
        String correlationId = headers.string("correlation-id", defaults.correlationIdHeader());
        List<String> include = headers.texts("include").stream()
                .map(name -> Headers.name(headers, name))
                .toList();
        headers.finish();
        return new CorrelationConfig(replyTo, correlationId, include, secret);
    }

    private static WaitLimits limits(@Nullable Cursor limits) {
        if (limits == null) {
            return WaitLimits.DEFAULT;
        }
        long wait = limits.number("wait", WAIT);
        limits.finish();
        return new WaitLimits(Duration.ofSeconds(wait));
    }

    private static Optional<HttpKafkaRouteConfig> route(Cursor route) {
        List<HttpKafkaConditionConfig> when = Routes.conditions(route, HttpKafkaReader::condition);
        Map<String, List<Text>> guarded = Routes.guarded(route);
        Text exit = route.requireText("exit");
        Location at = route.at();
        return WithReader.read(route).map((WithConfig with) -> new HttpKafkaRouteConfig(at, when, guarded, exit, with));
    }

    static HttpKafkaConditionConfig condition(Cursor condition) {
        Text path = condition.text("path");
        if (path != null && !path.value().startsWith("/")) {
            condition.problems().error(path.at(), "a path starts with \"/\"");
        }
        return new HttpKafkaConditionConfig(condition.at(), condition.text("method"), path);
    }
}
