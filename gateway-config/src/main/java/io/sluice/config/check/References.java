package io.sluice.config.check;

import io.sluice.config.BindingConfig;
import io.sluice.config.HttpAuthorizationConfig;
import io.sluice.config.HttpKafkaConfig;
import io.sluice.config.HttpRequestConfig;
import io.sluice.config.HttpServerConfig;
import io.sluice.config.KafkaCacheClientConfig;
import io.sluice.config.KafkaCacheServerConfig;
import io.sluice.config.KafkaClientConfig;
import io.sluice.config.KafkaRouteConfig;
import io.sluice.config.KafkaTopicConfig;
import io.sluice.config.Location;
import io.sluice.config.ModelConfig;
import io.sluice.config.RestKafkaConfig;
import io.sluice.config.TcpServerConfig;
import io.sluice.config.Text;
import io.sluice.config.TlsClientConfig;
import io.sluice.config.TlsServerConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one binding refers to besides other bindings. */
final class References {
    private final List<Text> guards = new ArrayList<>();
    private final List<Text> vaults = new ArrayList<>();
    private final List<Text> catalogs = new ArrayList<>();
    private final List<ModelConfig> models = new ArrayList<>();

    private References() {}

    static References of(BindingConfig binding) {
        References references = new References();
        references.collect(binding);
        return references;
    }

    /** Names of guards, each where it is used. */
    List<Text> guards() {
        return guards;
    }

    /** Names of vaults, each where it is used. */
    List<Text> vaults() {
        return vaults;
    }

    /** Models in file order. */
    List<ModelConfig> models() {
        return models;
    }

    /** Names of catalogs, each where it is used. */
    List<Text> catalogs() {
        return Stream.concat(
                        catalogs.stream(),
                        models.stream()
                                .filter(ModelConfig.Schema.class::isInstance)
                                .map(model -> ((ModelConfig.Schema) model).catalog()))
                .toList();
    }

    private void collect(BindingConfig binding) {
        if (binding instanceof TcpServerConfig server) {
            server.routes().forEach(route -> guarded(route.at(), route.guarded()));
        } else if (binding instanceof TlsServerConfig server) {
            vault(server.vault());
            server.authorization().forEach((guard, pattern) -> guards.add(new Text(guard, pattern.at())));
            server.routes().forEach(route -> guarded(route.at(), route.guarded()));
        } else if (binding instanceof TlsClientConfig client) {
            vault(client.vault());
            client.routes().forEach(route -> guarded(route.at(), route.guarded()));
        } else if (binding instanceof HttpServerConfig server) {
            http(server);
        } else if (binding instanceof HttpKafkaConfig proxy) {
            proxy.routes().forEach(route -> guarded(route.at(), route.guarded()));
        } else if (binding instanceof RestKafkaConfig rest) {
            rest.routes().forEach(route -> guarded(route.at(), route.guarded()));
            if (rest.catalog() != null) {
                catalogs.add(rest.catalog());
            }
        } else if (binding instanceof KafkaCacheClientConfig client) {
            kafka(client.topics(), client.routes());
        } else if (binding instanceof KafkaCacheServerConfig server) {
            kafka(server.topics(), server.routes());
        } else if (binding instanceof KafkaClientConfig client) {
            client.authorization().forEach((guard, sasl) -> guards.add(new Text(guard, sasl.at())));
            kafka(List.of(), client.routes());
        }
    }

    private void http(HttpServerConfig server) {
        vault(server.vault());
        HttpAuthorizationConfig authorization = server.authorization();
        if (authorization != null) {
            guards.add(new Text(authorization.guard(), authorization.at()));
        }
        for (HttpRequestConfig request : server.requests()) {
            models(request.headers().values());
            models(request.pathParams().values());
            models(request.queryParams().values());
            model(request.content());
            for (HttpRequestConfig.Response response : request.responses()) {
                models(response.headers().values());
                model(response.content());
            }
        }
        server.routes().forEach(route -> guarded(route.at(), route.guarded()));
    }

    private void kafka(List<KafkaTopicConfig> topics, List<KafkaRouteConfig> routes) {
        for (KafkaTopicConfig topic : topics) {
            model(topic.key());
            model(topic.value());
        }
        routes.forEach(route -> guarded(route.at(), route.guarded()));
    }

    private void guarded(Location route, Map<String, List<Text>> guarded) {
        guarded.forEach((guard, roles) -> {
            Location mark = roles.isEmpty() ? route : roles.get(0).at();
            String path = route.path() + ".guarded." + guard;
            guards.add(new Text(guard, new Location(mark.file(), mark.line(), mark.column(), path)));
        });
    }

    private void vault(@Nullable Text vault) {
        if (vault != null) {
            vaults.add(vault);
        }
    }

    private void models(Collection<ModelConfig> all) {
        models.addAll(all);
    }

    private void model(@Nullable ModelConfig model) {
        if (model != null) {
            models.add(model);
        }
    }
}
