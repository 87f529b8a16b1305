package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code type: http, kind: server}.
 *
 * @param vault null when the file names none
 * @param versions {@code http/1.1} and {@code h2} as written; empty when not said: both
 * @param accessControl null for the same-origin default
 * @param authorization where a guard finds its credentials; null when not said
 * @param overrides headers to add or replace, by lower-case name
 * @param requests what is validated against models
 * @param accessLog whether and how requests are logged; null when not said
 */
public record HttpServerConfig(
        BindingName name,
        Location at,
        @Nullable Text vault,
        List<Text> versions,
        @Nullable AccessControlConfig accessControl,
        @Nullable HttpAuthorizationConfig authorization,
        Map<String, Text> overrides,
        List<HttpRequestConfig> requests,
        HttpLimits limits,
        @Nullable AccessLogKind accessLog,
        List<HttpRouteConfig> routes)
        implements BindingConfig {

    /** Copies the collections. */
    public HttpServerConfig {
        requireNonNull(name, "name");
        requireNonNull(at, "at");
        versions = List.copyOf(versions);
        overrides = Ordered.copyOf(overrides);
        requests = List.copyOf(requests);
        requireNonNull(limits, "limits");
        routes = List.copyOf(routes);
    }

    @Override
    public List<Text> exits() {
        return routes.stream().map(HttpRouteConfig::exit).toList();
    }
}
