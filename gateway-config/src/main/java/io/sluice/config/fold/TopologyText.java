package io.sluice.config.fold;

import io.sluice.config.ClusterLimits;
import io.sluice.config.CorrelationConfig;
import io.sluice.config.HttpAuthorizationConfig;
import io.sluice.config.HttpConditionConfig;
import io.sluice.config.HttpKafkaConfig;
import io.sluice.config.HttpLimits;
import io.sluice.config.HttpRouteConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A topology for people: listener, http routes, http-kafka routes, clusters, recordings. Stable, so that two can be compared; never
 * shows a secret.
 */
public final class TopologyText {

    private TopologyText() {}

    /** Several lines, each ended by a line feed. */
    public static String of(Topology topology) {
        StringBuilder text = new StringBuilder();
        topology.listeners().forEach(listener -> listener(listener, text));
        topology.clusters().forEach(cluster -> cluster(cluster, text));
        topology.recordings().forEach(recording -> RecordingText.append(recording, text));
        return text.toString();
    }

    private static void listener(Listener listener, StringBuilder text) {
        text.append("listener ").append(listener.host()).append(':').append(listener.port());
        text.append(listener.when().stream()
                .map(ConnectionCondition::toString)
                .collect(Collectors.joining(" or ", listener.when().isEmpty() ? "" : " ", "")));
        TlsConfig tls = listener.tls();
        if (tls != null) {
            text.append(" -> ").append(tls.name());
        }
        text.append(" -> ").append(listener.http().name()).append('\n');
        HttpLimits limits = listener.http().limits();
        text.append("  limits body=").append(limits.bodyBytes());
        text.append(" header=").append(limits.headerBytes());
        appendUnlessDefault(text, " connections=", limits.connections(), HttpLimits.DEFAULT.connections());
        appendUnlessDefault(text, " waits=", limits.waits(), HttpLimits.DEFAULT.waits());
        appendUnlessDefault(
                text,
                " idle=",
                limits.idle().toSeconds(),
                HttpLimits.DEFAULT.idle().toSeconds());
        appendUnlessDefault(
                text,
                " read=",
                limits.read().toSeconds(),
                HttpLimits.DEFAULT.read().toSeconds());
        text.append('\n');
        HttpAuthorizationConfig authorization = listener.http().authorization();
        if (authorization != null) {
            text.append("  authorization ").append(authorization.guard()).append('\n');
        }
        for (ListenerRoute route : listener.routes()) {
            text.append("  route ").append(conditions(route.route()));
            String guarded = RouteText.guarded(route.route().guarded());
            text.append(guarded.isEmpty() ? "" : " ").append(guarded);
            text.append(" -> ").append(route.target().name()).append('\n');
            if (route.target() instanceof HttpKafkaTarget target) {
                proxy(target.proxy(), text);
                AlignedRows rows = new AlignedRows();
                target.routes().forEach(proxyRoute -> RouteText.addRows(proxyRoute, rows));
                rows.appendTo(text, "    ");
            } else if (route.target() instanceof RestTarget target) {
                RestText.append(target, text);
            } else if (route.target() instanceof UpstreamTarget target) {
                UpstreamText.append(target, text);
            }
        }
    }

    private static void appendUnlessDefault(StringBuilder text, String name, long value, long usual) {
        if (value != usual) {
            text.append(name).append(value);
        }
    }

    private static String conditions(HttpRouteConfig route) {
        if (route.when().isEmpty()) {
            return "*";
        }
        return route.when().stream().map(TopologyText::condition).collect(Collectors.joining(" or "));
    }

    private static String condition(HttpConditionConfig condition) {
        if (condition.headers().isEmpty()) {
            return "*";
        }
        return condition.headers().entrySet().stream()
                .map(header -> HeaderText.of(header.getKey(), header.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static void proxy(HttpKafkaConfig proxy, StringBuilder text) {
        CorrelationConfig correlation = proxy.correlation();
        AlignedRows rows = new AlignedRows();
        rows.add(List.of("idempotency", proxy.idempotency().header()));
        List<String> settings = new ArrayList<>();
        settings.add("reply-to=" + correlation.replyToHeader());
        settings.add("correlation-id=" + correlation.correlationIdHeader());
        if (!correlation.includeHeaders().isEmpty()) {
            settings.add("include=" + String.join(",", correlation.includeHeaders()));
        }
        if (correlation.secret() != null) {
            settings.add("secret=" + correlation.secret());
        }
        rows.add(List.of("correlation", String.join(" ", settings)));
        rows.add(List.of("limits", "wait=" + proxy.limits().maxWait().toSeconds() + "s"));
        rows.appendTo(text, "    ");
    }

    private static String users(ClusterConfig cluster) {
        return cluster.users().stream()
                .map(user -> user.guard() + "=" + user.sasl().mechanism().word())
                .collect(Collectors.joining(" "));
    }

    private static void cluster(ClusterConfig cluster, StringBuilder text) {
        text.append("cluster ").append(cluster.name()).append('\n');
        ClusterLimits limits = cluster.client().limits();
        AlignedRows rows = new AlignedRows();
        rows.add(List.of("servers", String.join(", ", cluster.servers())));
        if (!cluster.bootstrapTopics().isEmpty()) {
            rows.add(List.of("bootstrap", String.join(", ", cluster.bootstrapTopics())));
        }
        if (cluster.tls() != null) {
            rows.add(List.of("tls", cluster.tls().name().toString()));
        }
        if (cluster.sasl() != null) {
            rows.add(List.of("sasl", cluster.sasl().mechanism().word()));
        }
        String users = "";
        if (!cluster.users().isEmpty()) {
            rows.add(List.of("users", users(cluster)));
            users = " users=" + limits.users();
        }
        rows.add(List.of(
                "limits",
                "queue=" + limits.queueBytes() + " replies=" + limits.replyBytes() + " views=" + limits.views()
                        + users));
        rows.appendTo(text, "  ");
    }
}
