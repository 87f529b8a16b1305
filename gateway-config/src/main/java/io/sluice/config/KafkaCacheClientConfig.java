package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** {@code type: kafka, kind: cache_client}. Its models act on produce. */
public record KafkaCacheClientConfig(
        BindingName name, Location at, List<KafkaTopicConfig> topics, List<KafkaRouteConfig> routes)
        implements BindingConfig {

    /** Copies the lists. */
    public KafkaCacheClientConfig {
        requireNonNull(name, "name");
        requireNonNull(at, "at");
        topics = List.copyOf(topics);
        routes = List.copyOf(routes);
    }

    @Override
    public List<Text> exits() {
        return routes.stream().map(KafkaRouteConfig::exit).toList();
    }
}
