package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * {@code type: kafka, kind: cache_server}. Its models act on fetch.
 *
 * @param bootstrap topics to read ahead of the first request
 */
public record KafkaCacheServerConfig(
        BindingName name,
        Location at,
        List<Text> bootstrap,
        List<KafkaTopicConfig> topics,
        List<KafkaRouteConfig> routes)
        implements BindingConfig {

    /** Copies the lists. */
    public KafkaCacheServerConfig {
        requireNonNull(name, "name");
        requireNonNull(at, "at");
        bootstrap = List.copyOf(bootstrap);
        topics = List.copyOf(topics);
        routes = List.copyOf(routes);
    }

    @Override
    public List<Text> exits() {
        return routes.stream().map(KafkaRouteConfig::exit).toList();
    }
}
