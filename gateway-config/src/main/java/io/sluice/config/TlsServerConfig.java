package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code type: tls, kind: server}.
 *
 * @param vault where {@code keys}, {@code trust} and {@code signers} are found; null when the file names none
 * @param authorization guard name to its {@code credentials.certificates} pattern
 */
public record TlsServerConfig(
        BindingName name,
        Location at,
        @Nullable Text vault,
        TlsOptionsConfig options,
        Map<String, Text> authorization,
        List<TlsRouteConfig> routes)
        implements BindingConfig {

    /** Copies the collections. */
    public TlsServerConfig {
        requireNonNull(name, "name");
        requireNonNull(at, "at");
        requireNonNull(options, "options");
        authorization = Ordered.copyOf(authorization);
        routes = List.copyOf(routes);
    }

    @Override
    public List<Text> exits() {
        return routes.stream().map(TlsRouteConfig::exit).toList();
    }
}
