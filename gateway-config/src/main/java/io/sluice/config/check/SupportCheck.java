package io.sluice.config.check;

import io.sluice.config.BindingConfig;
import io.sluice.config.BindingGraph;
import io.sluice.config.BindingName;
import io.sluice.config.GatewayConfig;
import io.sluice.config.HttpKafkaConfig;
import io.sluice.config.HttpServerConfig;
import io.sluice.config.KafkaCacheServerConfig;
import io.sluice.config.KafkaClientConfig;
import io.sluice.config.KafkaTopicConfig;
import io.sluice.config.Location;
import io.sluice.config.ModelConfig;
import io.sluice.config.NamespaceConfig;
import io.sluice.config.Problems;
import io.sluice.config.RestKafkaConfig;
import io.sluice.config.TcpClientConfig;
import io.sluice.config.Text;
import io.sluice.config.TlsClientConfig;
import io.sluice.config.TlsConditionConfig;
import io.sluice.config.TlsOptionsConfig;
import io.sluice.config.TlsRouteConfig;
import io.sluice.config.TlsServerConfig;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the model can say and the gateway cannot do yet, one line each. A line goes when its feature comes. Ignoring any
 * of the errors would change what is served, or how safely.
 */
final class SupportCheck {
    private final Problems problems;
    private final Set<BindingName> revoking = new HashSet<>();

    SupportCheck(Problems problems) {
        this.problems = problems;
    }

    /** Looks at what is served only: the rest has no effect anyway. */
    void run(GatewayConfig config, Set<BindingConfig> served) {
        for (NamespaceConfig namespace : config.namespaces()) {
            namespace.vaults().forEach((name, vault) -> {
                if (vault.crl()) {
                    revoking.add(new BindingName(namespace.name(), name));
                }
            });
        }
        Set<BindingConfig> clients = new BindingGraph(config)
                .reachableFrom(served.stream()
                        .filter(KafkaClientConfig.class::isInstance)
                        .toList());
        served.forEach(this::binding);
        clients.stream()
                .filter(binding -> served.contains(binding) && binding instanceof TcpClientConfig)
                .flatMap(binding -> ((TcpClientConfig) binding).when().stream())
                .forEach(condition -> unsupported(condition.at(), "routes of a tcp client behind a kafka client"));
    }

    private void binding(BindingConfig binding) {
        guards(binding);
        References.of(binding).models().stream()
                .filter(model -> !isChecked(binding, model))
                .forEach(model -> unsupported(model.at(), "models"));
        References.of(binding).vaults().stream()
                .filter(vault -> revoking.contains(resolve(binding, vault)))
                .forEach(vault -> unsupported(vault, "a vault with \"revocation\""));
        if (binding instanceof TlsServerConfig server) {
            tls(server.options());
            server.routes().forEach(route -> route.when().forEach(this::tlsCondition));
        } else if (binding instanceof TlsClientConfig client) {
            tls(client.options());
            client.routes().forEach(this::tlsRoute);
        } else if (binding instanceof KafkaCacheServerConfig server) {
            server.topics().forEach(this::cacheTopic);
        }
    }

    /** Scalars of fields and parameters of requests; not bodies, records and responses. */
    private static boolean isChecked(BindingConfig binding, ModelConfig model) {
        return !(model instanceof ModelConfig.Schema)
                && binding instanceof HttpServerConfig server
                && server.requests().stream()
                        .flatMap(request -> Stream.of(request.headers(), request.pathParams(), request.queryParams()))
                        .anyMatch(models -> models.values().stream().anyMatch(known -> known == model));
    }

    /** Whether the credentials for Kafka come from the guard, rather than that it stands before a route. */
    private static boolean isForKafka(BindingConfig binding, Text guard) {
        return binding instanceof KafkaClientConfig client
                && client.authorization().values().stream()
                        .anyMatch(sasl -> sasl.at().equals(guard.at()));
    }

    private static BindingName resolve(BindingConfig binding, Text reference) {
        return BindingName.resolve(binding.name().namespace(), reference.value());
    }

    private void tls(TlsOptionsConfig options) {
        options.signers().stream().findFirst().ifPresent(name -> unsupported(name, "signers of a tls binding"));
    }

    private void tlsCondition(TlsConditionConfig condition) {
        if (!condition.trust().isEmpty() || condition.mutual() != null) {
            unsupported(condition.at(), "tls routes by certificate; \"mutual\" and guards on http routes do that");
        }
    }

    private void tlsRoute(TlsRouteConfig route) {
        route.when().stream()
                .findFirst()
                .ifPresent(condition -> unsupported(condition.at(), "conditions of a tls client's routes"));
        route.certificate().values().stream()
                .findFirst()
                .ifPresent(first -> unsupported(first, "choosing a client certificate"));
    }

    /** Guards work on HTTP; a certificate that a tls server asked for is looked at there too. */
    private void guards(BindingConfig binding) {
        if (binding instanceof TlsServerConfig server) {
            server.routes().stream()
                    .filter(route -> !route.guarded().isEmpty())
                    .forEach(route -> unsupported(route.at(), "guards on routes of a tls server"));
        } else if (!(binding instanceof HttpServerConfig
                || binding instanceof HttpKafkaConfig
                || binding instanceof RestKafkaConfig)) {
            References.of(binding).guards().stream()
                    .filter(guard -> !isForKafka(binding, guard))
                    .forEach(guard -> unsupported(guard.at(), "guards"));
        }
    }

    private void cacheTopic(KafkaTopicConfig topic) {
        topic.transforms().forEach(transform -> unsupported(transform.at(), "transforms"));
        if (topic.defaultOffset() == KafkaTopicConfig.DefaultOffset.LIVE) {
            problems.warning(
                    topic.at(), "not supported yet: \"defaultOffset: live\"; topics are read from the beginning");
        }
    }

    private void unsupported(@Nullable Text text, String what) {
        if (text != null) {
            unsupported(text.at(), what);
        }
    }

    private void unsupported(Location at, String what) {
        problems.error(at, "not supported yet: " + what);
    }
}
