package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code type: kafka, kind: client}: the connection to one cluster.
 *
 * @param servers {@code host:port} of the bootstrap brokers; empty in the 0.9 dialect, where the tcp client has them
 * @param sasl credentials of the 1.x dialect; null for none
 * @param authorization guard name to the credentials of the 2.x dialect: of the gateway itself if the guard is
 *     {@code inline}, else those of the senders that it knows
 */
public record KafkaClientConfig(
        BindingName name,
        Location at,
        List<Text> servers,
        @Nullable SaslConfig sasl,
        Map<String, SaslConfig> authorization,
        ClusterLimits limits,
        List<KafkaRouteConfig> routes)
        implements BindingConfig {

    /** Copies the collections. */
    public KafkaClientConfig {
        requireNonNull(name, "name");
        requireNonNull(at, "at");
        servers = List.copyOf(servers);
        authorization = Ordered.copyOf(authorization);
        requireNonNull(limits, "limits");
        routes = List.copyOf(routes);
    }

    @Override
    public List<Text> exits() {
        return routes.stream().map(KafkaRouteConfig::exit).toList();
    }
}
