package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code type: rest-kafka, kind: proxy}: the REST Proxy's API over one cluster.
 *
 * @param id names this gateway among others ({@code options.id}); null for a random one at each start
 * @param advertised the URL that clients reach this gateway at ({@code options.advertised}), as they read it in
 *     {@code base_uri}; null for the one of the request
 * @param strict whether the original's timing is kept too ({@code options.compatibility: strict})
 * @param acks what a produced record waits for
 * @param catalog the schema registry ({@code options.catalog}); null for none
 * @param consumers how consumer instances behave
 * @param peers where the other gateways find this one ({@code options.instances}); null when there are none
 * @param routes which requests are served, and to whom; a binding-level {@code exit} comes last
 */
public record RestKafkaConfig(
        BindingName name,
        Location at,
        @Nullable Text id,
        @Nullable Text advertised,
        boolean strict,
        Acks acks,
        @Nullable Text catalog,
        RestConsumersConfig consumers,
        @Nullable RestPeersConfig peers,
        RestLimits limits,
        List<RestRouteConfig> routes)
        implements BindingConfig {

    /** Copies the list. */
    public RestKafkaConfig {
        requireNonNull(name, "name");
        requireNonNull(at, "at");
        requireNonNull(acks, "acks");
        requireNonNull(consumers, "consumers");
        requireNonNull(limits, "limits");
        routes = List.copyOf(routes);
    }

    @Override
    public List<Text> exits() {
        return routes.stream().map(RestRouteConfig::exit).toList();
    }
}
