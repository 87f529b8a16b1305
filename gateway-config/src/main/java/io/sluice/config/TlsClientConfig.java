package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code type: tls, kind: client}.
 *
 * @param vault where {@code keys} and {@code trust} are found; null when the file names none
 */
public record TlsClientConfig(
        BindingName name, Location at, @Nullable Text vault, TlsOptionsConfig options, List<TlsRouteConfig> routes)
        implements BindingConfig {

    /** Copies the list. */
    public TlsClientConfig {
        requireNonNull(name, "name");
        requireNonNull(at, "at");
        requireNonNull(options, "options");
        routes = List.copyOf(routes);
    }

    @Override
    public List<Text> exits() {
        return routes.stream().map(TlsRouteConfig::exit).toList();
    }
}
