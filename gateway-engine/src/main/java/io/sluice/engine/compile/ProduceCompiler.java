package io.sluice.engine.compile;

import io.sluice.config.CorrelationConfig;
import io.sluice.config.HttpKafkaConfig;
import io.sluice.config.ProduceConfig;
import io.sluice.config.Text;
import io.sluice.engine.compile.TemplateCompiler.Uses;
import io.sluice.engine.spi.Delivery;
import io.sluice.engine.spi.ProduceSpec;
import io.sluice.engine.spi.ReplySpec;
import io.sluice.engine.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles {@code capability: produce} of one route. */
final class ProduceCompiler {
    private final CompileContext context;
    private final HttpKafkaConfig proxy;
    private final RouteScope route;

    ProduceCompiler(CompileContext context, HttpKafkaConfig proxy, RouteScope route) {
        this.context = context;
        this.proxy = proxy;
        this.route = route;
    }

    ProduceSpec compile(ProduceConfig with) {
        boolean async = !with.async().isEmpty();
        List<CompiledCondition> commands = route.conditions().stream()
                .filter(condition -> !(async && condition.isFollowUpOnly()))
                .toList();
        TemplateCompiler plain = templates(commands, Set.of(Uses.GUARDS));
        TemplateCompiler keyed = templates(commands, Set.of(Uses.GUARDS, Uses.IDEMPOTENCY_KEY));
        return new ProduceSpec(
                route.label(),
                plain.compileSeparated(with.topic()),
                Delivery.of(with.acks()),
                keyed.compileOptional(with.key()),
                keyed.compile(with.overrides()),
                proxy.idempotency().header(),
                with.replyTo() == null ? null : reply(with, with.replyTo()),
                with.timeout(),
                proxy.limits().maxWait());
    }

    private ReplySpec reply(ProduceConfig with, Text replyTo) {
        CorrelationConfig correlation = proxy.correlation();
        var reply = new ReplySpec(
                templates(route.conditions(), Set.of()).compile(replyTo),
                correlation.replyToHeader(),
                Objects.requireNonNullElse(with.correlationIdHeader(), correlation.correlationIdHeader()),
                correlation.correlationIdHeader(),
                correlation.includeHeaders(),
                secret(correlation),
                templates(route.conditions(), Set.of(Uses.CORRELATION_ID)).compile(with.async()));
        new AsyncCheck(context, route.conditions()).check(with.async(), reply.async());
        return reply;
    }

    private TemplateCompiler templates(List<CompiledCondition> conditions, Set<Uses> uses) {
        return new TemplateCompiler(context, conditions, route.guards(), uses);
    }

    private static @Nullable Secret secret(CorrelationConfig correlation) {
        return correlation.secret() == null
                ? null
                : Secret.of(correlation.secret().value().getBytes(StandardCharsets.UTF_8));
    }
}
