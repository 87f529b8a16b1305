package io.sluice.config.fold;

import io.sluice.config.BindingConfig;
import io.sluice.config.BindingGraph;
import io.sluice.config.BindingName;
import io.sluice.config.HttpKafkaConfig;
import io.sluice.config.HttpKafkaRouteConfig;
import io.sluice.config.KafkaCacheClientConfig;
import io.sluice.config.KafkaCacheServerConfig;
import io.sluice.config.KafkaClientConfig;
import io.sluice.config.KafkaRouteConfig;
import io.sluice.config.Problems;
import io.sluice.config.ProduceConfig;
import io.sluice.config.RecordingSinkConfig;
import io.sluice.config.RestKafkaConfig;
import io.sluice.config.RestRouteConfig;
import io.sluice.config.TcpClientConfig;
import io.sluice.config.Text;
import io.sluice.config.TlsClientConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows {@code kafka} bindings to the clusters they end in. In two steps, because a cluster's bootstrap topics are
 * those of all cache servers on the way to it: {@link #explore} first, {@link #of} afterwards.
 */
final class ClusterFolding {
    private final BindingGraph graph;
    private final NamedParts parts;
    private final Problems problems;
    private final Map<HttpKafkaRouteConfig, BindingName> ends = new LinkedHashMap<>();
    private final Map<BindingName, BindingName> restEnds = new LinkedHashMap<>();
    private final Map<BindingName, Set<String>> bootstrap = new LinkedHashMap<>();
    private final Map<BindingName, KafkaClientConfig> clients = new LinkedHashMap<>();
    private final Map<BindingName, ClusterConfig> clusters = new LinkedHashMap<>();

    ClusterFolding(BindingGraph graph, NamedParts parts, Problems problems) {
        this.graph = graph;
        this.parts = parts;
        this.problems = problems;
    }

    void explore(List<HttpKafkaConfig> proxies, List<RestKafkaConfig> rests) {
        for (HttpKafkaConfig proxy : proxies) {
            for (HttpKafkaRouteConfig route : proxy.routes()) {
                explore(proxy, route);
            }
        }
        rests.forEach(this::explore);
        clients.forEach((name, client) -> clusters.put(name, cluster(client)));
    }

    /** The cluster of a route; empty when its exits lead nowhere. */
    Optional<ClusterConfig> of(HttpKafkaConfig proxy, HttpKafkaRouteConfig route) {
        return Optional.ofNullable(ends.get(route)).map(clusters::get);
    }

    /** The cluster of a {@code rest-kafka} binding; empty when its exits lead nowhere. */
    Optional<ClusterConfig> of(RestKafkaConfig rest) {
        return Optional.ofNullable(restEnds.get(rest.name())).map(clusters::get);
    }

    /** The cluster of a recording; empty when its exit leads nowhere. It need not be one of those that listeners lead to. */
    Optional<ClusterConfig> of(String namespace, RecordingSinkConfig.Kafka sink) {
        BindingConfig first = graph.target(namespace, sink.exit()).orElse(null);
        KafkaClientConfig client = follow(first, sink.topic(), "a topic that is a template");
        if (client == null) {
            return Optional.empty();
        }
        ClusterConfig known = clusters.get(client.name());
        return Optional.of(known == null ? cluster(client) : known);
    }

    List<ClusterConfig> all() {
        return new ArrayList<>(clusters.values());
    }

    private void explore(HttpKafkaConfig proxy, HttpKafkaRouteConfig route) {
        BindingConfig first = graph.target(proxy, route.exit()).orElse(null);
        KafkaClientConfig client = follow(first, route.with().topic(), "a topic that is a template");
        if (client == null) {
            return;
        }
        ends.put(route, client.name());
        if (route.with() instanceof ProduceConfig produce && produce.replyTo() != null) {
            KafkaClientConfig other = follow(first, produce.replyTo(), "a topic that is a template");
            if (other != null && !other.name().equals(client.name())) {
                problems.error(produce.replyTo().at(), "the reply topic is in another cluster than the topic");
            }
        }
    }

    /** All routes of the binding are about one cluster: a consumer's calls come by several of them. */
    private void explore(RestKafkaConfig rest) {
        for (RestRouteConfig route : rest.routes()) {
            BindingConfig first = graph.target(rest, route.exit()).orElse(null);
            Text anyTopic = new Text("${topic}", route.exit().at());
            KafkaClientConfig client = follow(first, anyTopic, "a topic that requests name");
            if (client == null) {
                continue;
            }
            BindingName other = restEnds.putIfAbsent(rest.name(), client.name());
            if (other != null && !other.equals(client.name())) {
                problems.error(
                        route.exit().at(),
                        "leads to " + client.name() + ", and a route before to " + other
                                + " (expected: one cluster for all routes of a rest-kafka binding)");
            }
            if (!client.authorization().isEmpty()) {
                problems.error(
                        route.exit().at(),
                        "not supported yet: a rest-kafka binding before a kafka client with \"authorization\", "
                                + client.name());
            }
        }
    }

    /** The client at the end of the chain; null when it leads nowhere. */
    private @Nullable KafkaClientConfig follow(@Nullable BindingConfig first, Text topic, String template) {
        Set<String> topics = new LinkedHashSet<>();
        Set<BindingName> seen = new LinkedHashSet<>();
        BindingConfig binding = first;
        while (binding != null && seen.add(binding.name())) {
            if (binding instanceof KafkaClientConfig client) {
                clients.putIfAbsent(client.name(), client);
                bootstrap
                        .computeIfAbsent(client.name(), name -> new LinkedHashSet<>())
                        .addAll(topics);
                return client;
            }
            List<KafkaRouteConfig> routes = List.of();
            if (binding instanceof KafkaCacheServerConfig server) {
                server.bootstrap().forEach(name -> topics.add(name.value()));
                routes = server.routes();
            } else if (binding instanceof KafkaCacheClientConfig client) {
                routes = client.routes();
            }
            Text exit = exit(routes, topic, template);
            binding = exit == null ? null : graph.target(binding, exit).orElse(null);
        }
        return null;
    }

    private @Nullable Text exit(List<KafkaRouteConfig> routes, Text topic, String template) {
        for (KafkaRouteConfig route : routes) {
            if (route.topics().isEmpty()) {
                return route.exit();
            }
            if (topic.value().contains("${")) {
                problems.error(
                        topic.at(),
                        template + " cannot be routed by \"when\" of a kafka binding (line "
                                + route.at().line() + ")");
                return null;
            }
            if (route.topics().stream().anyMatch(pattern -> TopicPattern.matches(pattern.value(), topic.value()))) {
                return route.exit();
            }
        }
        if (!routes.isEmpty()) {
            problems.error(topic.at(), "no route of the kafka bindings behind takes this topic");
        }
        return null;
    }

    private ClusterConfig cluster(KafkaClientConfig client) {
        TlsConfig tls = null;
        BindingConfig next = next(client);
        if (next instanceof TlsClientConfig found) {
            tls = new TlsConfig(found.name(), found.options(), Set.of(), List.of(), parts.vault(found, found.vault()));
            next = next(found);
        }
        List<String> servers = client.servers().stream().map(Text::value).toList();
        if (servers.isEmpty()) {
            servers = next instanceof TcpClientConfig tcp ? serversOf(tcp) : List.of();
        }
        if (servers.isEmpty()) {
            problems.error(client.at(), "the cluster has no \"options.servers\"");
        }
        Set<String> topics = bootstrap.getOrDefault(client.name(), Set.of());
        SaslFolding sasl = SaslFolding.of(client, parts, tls != null, problems);
        return new ClusterConfig(
                client.name(), servers, client, tls, sasl.own(), sasl.ownGuard(), sasl.users(), topics);
    }

    private @Nullable BindingConfig next(BindingConfig binding) {
        return binding.exits().isEmpty()
                ? null
                : graph.target(binding, binding.exits().get(0)).orElse(null);
    }

    private List<String> serversOf(TcpClientConfig tcp) {
        Text host = tcp.host();
        if (host == null) {
            return List.of();
        }
        problems.warning(tcp.at(), "deprecated: name the brokers in \"options.servers\" of the kafka client");
        return tcp.ports().stream()
                .map(range -> host.value() + ":" + range.first())
                .toList();
    }
}
