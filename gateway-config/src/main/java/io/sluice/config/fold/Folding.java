package io.sluice.config.fold;

import io.sluice.config.BindingConfig;
import io.sluice.config.BindingGraph;
import io.sluice.config.BindingName;
import io.sluice.config.CatalogConfig;
import io.sluice.config.ExporterConfig;
import io.sluice.config.GatewayConfig;
import io.sluice.config.HttpClientConfig;
import io.sluice.config.HttpKafkaConfig;
import io.sluice.config.HttpKafkaRouteConfig;
import io.sluice.config.HttpRouteConfig;
import io.sluice.config.HttpServerConfig;
import io.sluice.config.InvalidConfigException;
import io.sluice.config.Location;
import io.sluice.config.NamespaceConfig;
import io.sluice.config.OutboundTlsConfig;
import io.sluice.config.PortRange;
import io.sluice.config.Problems;
import io.sluice.config.Quoted;
import io.sluice.config.RecordingConfig;
import io.sluice.config.RecordingSinkConfig;
import io.sluice.config.RestKafkaConfig;
import io.sluice.config.TcpConditionConfig;
import io.sluice.config.TcpServerConfig;
import io.sluice.config.Text;
import io.sluice.config.TlsConditionConfig;
import io.sluice.config.TlsServerConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folds the chains of bindings: from each port of a {@code tcp} server to its {@code http} server and {@code http-kafka}
 * and {@code rest-kafka} bindings, and from each of their routes to its cluster, and to {@code http} clients and their servers. Exits that lead nowhere are passed over: the checks have
 * reported them.
 */
public final class Folding {
    private final GatewayConfig config;
    private final BindingGraph graph;
    private final Problems problems;
    private final NamedParts parts;
    private final ClusterFolding clusters;
    private final UpstreamFolding upstreams;
    /** Shared by all listeners, so that many ports times many routes do not add up. */
    private final Map<BindingName, List<ListenerRoute>> httpRoutes = new HashMap<>();

    private final Map<BindingName, Optional<RouteTarget>> targets = new HashMap<>();

    private Folding(GatewayConfig config, Problems problems) {
        this.config = config;
        this.graph = new BindingGraph(config);
        this.problems = problems;
        this.parts = new NamedParts(config);
        this.clusters = new ClusterFolding(graph, parts, problems);
        this.upstreams = new UpstreamFolding(graph, parts, problems);
    }

    /**
     * Folds a configuration that passed the checks, which also bound the number of ports.
     *
     * @throws InvalidConfigException when a port leads nowhere, a cluster has no servers or nothing is served
     */
    public static Topology fold(GatewayConfig config) {
        Problems problems = new Problems();
        Topology topology = fold(config, problems);
        if (problems.hasErrors()) {
            throw new InvalidConfigException(problems.inFileOrder());
        }
        return topology;
    }

    /** As {@link #fold(GatewayConfig)}, but reports; the result is of use only without an error. */
    public static Topology fold(GatewayConfig config, Problems problems) {
        return new Folding(config, problems).topology();
    }

    private Topology topology() {
        List<HttpKafkaConfig> proxies = new ArrayList<>();
        List<RestKafkaConfig> rests = new ArrayList<>();
        boolean passesOn = false;
        for (BindingConfig binding : graph.reachableFrom(servers())) {
            if (binding instanceof HttpKafkaConfig proxy) {
                proxies.add(proxy);
            } else if (binding instanceof RestKafkaConfig rest) {
                rests.add(rest);
            }
            passesOn |= binding instanceof HttpClientConfig;
        }
        clusters.explore(proxies, rests);
        List<Listener> listeners = new ArrayList<>();
        for (TcpServerConfig server : servers()) {
            for (PortRange range : server.ports()) {
                for (int port = range.first(); port <= range.last(); port++) {
                    listener(server, range.at(), port).ifPresent(listeners::add);
                }
            }
        }
        new UserRoutesCheck(problems).run(listeners);
        if (proxies.isEmpty()
                && rests.isEmpty()
                && !passesOn
                && !config.namespaces().isEmpty()) {
            problems.error(
                    config.namespaces().get(0).at(),
                    "nothing to serve: no tcp server leads through an http server to an http-kafka or rest-kafka binding or"
                            + " an http client");
        }
        return new Topology(listeners, clusters.all(), recordings());
    }

    private List<Recording> recordings() {
        List<Recording> recordings = new ArrayList<>();
        for (NamespaceConfig namespace : config.namespaces()) {
            namespace.telemetry().exporters().forEach((name, exporter) -> {
                if (exporter instanceof ExporterConfig.HttpTypes types) {
                    RecordingConfig recording = types.recording();
                    ClusterConfig cluster = recording.sink() instanceof RecordingSinkConfig.Kafka kafka
                            ? clusters.of(namespace.name(), kafka).orElse(null)
                            : null;
                    recordings.add(new Recording(new BindingName(namespace.name(), name), recording, cluster));
                }
            });
        }
        return recordings;
    }

    private List<TcpServerConfig> servers() {
        return graph.bindings().stream()
                .filter(TcpServerConfig.class::isInstance)
                .map(TcpServerConfig.class::cast)
                .toList();
    }

    private Optional<Listener> listener(TcpServerConfig server, Location at, int port) {
        PortRoutes<TcpConditionConfig> taken = PortRoutes.tcp(server.routes(), port);
        if (taken.exits().isEmpty()) {
            problems.error(at, "no route takes port " + port);
            return Optional.empty();
        }
        BindingConfig target =
                graph.target(server, onlyExit(taken.exits(), "tcp")).orElse(null);
        TlsConfig tls = null;
        if (target instanceof TlsServerConfig found) {
            PortRoutes<TlsConditionConfig> secured = PortRoutes.tls(found.routes(), port);
            if (secured.exits().isEmpty()) {
                problems.error(found.at(), "no route takes connections to port " + port);
                return Optional.empty();
            }
            tls = secured(found, secured.when());
            target = graph.target(found, onlyExit(secured.exits(), "tls")).orElse(null);
        }
        if (target instanceof HttpServerConfig http) {
            return Optional.of(new Listener(
                    server.host().value(),
                    port,
                    taken.when().stream().map(ConnectionCondition::of).toList(),
                    tls,
                    http,
                    httpRoutes.computeIfAbsent(http.name(), name -> routes(http))));
        }
        return Optional.empty();
    }

    /** The exit of all routes; one that has another is reported. */
    private Text onlyExit(List<Text> exits, String binding) {
        Text exit = exits.get(0);
        exits.stream()
                .filter(other -> !other.value().equals(exit.value()))
                .findFirst()
                .ifPresent(other -> problems.error(
                        other.at(), "not supported yet: " + binding + " routes of one port with several exits"));
        return exit;
    }

    private TlsConfig secured(TlsServerConfig tls, List<TlsConditionConfig> when) {
        return new TlsConfig(
                tls.name(), tls.options(), tls.authorization().keySet(), when, parts.vault(tls, tls.vault()));
    }

    private List<ListenerRoute> routes(HttpServerConfig http) {
        List<ListenerRoute> routes = new ArrayList<>();
        for (HttpRouteConfig route : http.routes()) {
            graph.target(http, route.exit())
                    .flatMap(binding -> targets.computeIfAbsent(binding.name(), name -> target(binding)))
                    .ifPresent(target -> routes.add(new ListenerRoute(route, target)));
        }
        return List.copyOf(routes);
    }

    private Optional<RouteTarget> target(BindingConfig binding) {
        if (binding instanceof HttpKafkaConfig proxy) {
            return Optional.of(new HttpKafkaTarget(proxy, routes(proxy)));
        }
        if (binding instanceof RestKafkaConfig rest) {
            return clusters.of(rest).map(cluster -> new RestTarget(rest, cluster, registry(rest)));
        }
        if (binding instanceof HttpClientConfig client) {
            return upstreams.of(client);
        }
        return Optional.empty();
    }

    private @Nullable RegistryConfig registry(RestKafkaConfig rest) {
        CatalogConfig catalog = parts.catalog(rest, rest.catalog());
        if (!(catalog instanceof CatalogConfig.Registry registry) || registry.apicurio() != null) {
            if (catalog != null && rest.catalog() != null) {
                problems.error(
                        rest.catalog().at(),
                        Quoted.of(rest.catalog().value()) + " is of another type (expected: a catalog of type"
                                + " schema-registry or karapace)");
            }
            return null;
        }
        OutboundTlsConfig tls = registry.tls();
        return new RegistryConfig(
                registry,
                tls == null
                        ? null
                        : new TlsConfig(
                                new BindingName(rest.name().namespace(), registry.name()),
                                tls.options(),
                                Set.of(),
                                List.of(),
                                parts.vault(rest, registry.vault())));
    }

    private List<ProxyRoute> routes(HttpKafkaConfig proxy) {
        List<ProxyRoute> routes = new ArrayList<>();
        for (HttpKafkaRouteConfig route : proxy.routes()) {
            clusters.of(proxy, route).ifPresent(cluster -> routes.add(new ProxyRoute(route, cluster)));
        }
        return List.copyOf(routes);
    }
}
