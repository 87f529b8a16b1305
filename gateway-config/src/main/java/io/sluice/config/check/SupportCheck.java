package io.sluice.config.check;

import io.sluice.config.BindingConfig;
import io.sluice.config.GatewayConfig;
import io.sluice.config.HttpServerConfig;
import io.sluice.config.KafkaCacheServerConfig;
import io.sluice.config.KafkaClientConfig;
import io.sluice.config.KafkaTopicConfig;
import io.sluice.config.Location;
import io.sluice.config.ModelConfig;
import io.sluice.config.NamespaceConfig;
import io.sluice.config.Problems;
import io.sluice.config.TcpClientConfig;
import io.sluice.config.TcpConditionConfig;
import io.sluice.config.TcpServerConfig;
import io.sluice.config.TelemetryConfig;
import io.sluice.config.Text;
import io.sluice.config.TlsClientConfig;
import io.sluice.config.TlsServerConfig;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the model can say and the gateway cannot do yet, one line each. A line goes when its feature comes. Ignoring any
 * of the errors would change what is served, or how safely; the warnings are about being watched only.
 */
final class SupportCheck {
    private static final String HTTP_1_1 = "http/1.1";

    private final Problems problems;

    SupportCheck(Problems problems) {
        this.problems = problems;
    }

    /** Looks at what is served only: the rest has no effect anyway. */
    void run(GatewayConfig config, Set<BindingConfig> served) {
        served.forEach(this::binding);
        config.namespaces().forEach(this::telemetry);
    }

    private void binding(BindingConfig binding) {
        References.of(binding).guards().forEach(guard -> unsupported(guard.at(), "guards"));
        for (ModelConfig model : References.of(binding).models()) {
            unsupported(model.at(), "models");
        }
        if (binding instanceof TcpServerConfig server) {
            server.routes().forEach(route -> route.when().forEach(this::tcpCondition));
        } else if (binding instanceof TcpClientConfig client) {
            client.when().forEach(condition -> unsupported(condition.at(), "routes of a tcp client"));
        } else if (binding instanceof TlsServerConfig) {
            unsupported(binding.at(), "tls server");
        } else if (binding instanceof TlsClientConfig) {
            unsupported(binding.at(), "tls client");
        } else if (binding instanceof HttpServerConfig server) {
            http(server);
        } else if (binding instanceof KafkaCacheServerConfig server) {
            server.topics().forEach(this::cacheTopic);
        } else if (binding instanceof KafkaClientConfig client && client.sasl() != null) {
            unsupported(client.sasl().at(), "sasl");
        }
    }

    private void tcpCondition(TcpConditionConfig condition) {
        unsupported(condition.authority(), "tcp routes by authority");
    }

    private void http(HttpServerConfig server) {
        if (!server.versions().isEmpty()
                && server.versions().stream()
                        .noneMatch(version -> version.value().equals(HTTP_1_1))) {
            unsupported(server.versions().get(0), "\"versions\" without " + HTTP_1_1);
        }
        overrides(server.overrides());
        server.routes().forEach(route -> overrides(route.overrides()));
    }

    private void overrides(Map<String, Text> overrides) {
        overrides.forEach((name, value) -> {
            if (name.startsWith(":") && !name.equals(":authority")) {
                unsupported(value, "overrides of " + name);
            }
        });
    }

    private void cacheTopic(KafkaTopicConfig topic) {
        topic.transforms().forEach(transform -> unsupported(transform.at(), "transforms"));
        if (topic.defaultOffset() == KafkaTopicConfig.DefaultOffset.LIVE) {
            problems.warning(
                    topic.at(), "not supported yet: \"defaultOffset: live\"; topics are read from the beginning");
        }
    }

    private void telemetry(NamespaceConfig namespace) {
        TelemetryConfig telemetry = namespace.telemetry();
        telemetry.exporters().values().forEach(exporter -> ignored(exporter.at(), "telemetry exporters"));
        telemetry.metrics().stream().findFirst().ifPresent(first -> ignored(first.at(), "telemetry metrics"));
        telemetry.attributes().values().stream()
                .findFirst()
                .ifPresent(first -> ignored(first.at(), "telemetry attributes"));
        telemetry.bindings().values().forEach(binding -> ignored(binding.at(), "telemetry of a binding"));
    }

    private void unsupported(@Nullable Text text, String what) {
        if (text != null) {
            unsupported(text.at(), what);
        }
    }

    private void unsupported(Location at, String what) {
        problems.error(at, "not supported yet: " + what);
    }

    private void ignored(Location at, String what) {
        problems.warning(at, "not supported yet: " + what);
    }
}
