package io.sluice.config.yaml;

import io.sluice.config.AccessLogKind;
import io.sluice.config.BindingConfig;
import io.sluice.config.BindingName;
import io.sluice.config.HttpAuthorizationConfig;
import io.sluice.config.HttpConditionConfig;
import io.sluice.config.HttpLimits;
import io.sluice.config.HttpRouteConfig;
import io.sluice.config.HttpServerConfig;
import io.sluice.config.Location;
import io.sluice.config.Text;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code type: http, kind: server}. */
final class HttpServerReader {
    private static final Map<String, String> VERSIONS = Choices.words("http/1.1", "h2");
    private static final Map<String, AccessLogKind> ACCESS_LOGS = accessLogs();
    private static final NumberRange BODY = new NumberRange(1, HttpLimits.MAX_BODY, HttpLimits.DEFAULT.bodyBytes());
    private static final NumberRange HEADER =
            new NumberRange(HttpLimits.MIN_HEADER, HttpLimits.MAX_HEADER, HttpLimits.DEFAULT.headerBytes());

    private static final NumberRange CONNECTIONS =
            new NumberRange(1, HttpLimits.MAX_COUNT, HttpLimits.DEFAULT.connections());
    private static final NumberRange WAITS = new NumberRange(0, HttpLimits.MAX_COUNT, HttpLimits.DEFAULT.waits());
    private static final NumberRange IDLE = seconds(HttpLimits.DEFAULT.idle());
    private static final NumberRange READ = seconds(HttpLimits.DEFAULT.read());

    private HttpServerReader() {}

    private static Map<String, AccessLogKind> accessLogs() {
        Map<String, AccessLogKind> kinds = new LinkedHashMap<>();
        for (AccessLogKind kind : AccessLogKind.values()) {
            kinds.put(kind.name().toLowerCase(Locale.ROOT), kind);
        }
        return kinds;
    }

    private static NumberRange seconds(Duration absent) {
        return new NumberRange(1, HttpLimits.MAX_TIME.toSeconds(), absent.toSeconds());
    }

    static BindingConfig server(BindingName name, Cursor cursor) {
        Text vault = cursor.text("vault");
        List<HttpRouteConfig> routes = Routes.read(
                cursor,
                HttpServerReader::route,
                (at, exit) -> new HttpRouteConfig(at, List.of(), Map.of(), Map.of(), exit));
        Cursor options = cursor.mapping("options");
        if (options == null) {
            return new HttpServerConfig(
                    name,
                    cursor.at(),
                    vault,
                    List.of(),
                    null,
                    null,
                    Map.of(),
                    List.of(),
                    HttpLimits.DEFAULT,
                    null,
                    routes);
        }
        HttpServerConfig server = new HttpServerConfig(
                name,
                cursor.at(),
                vault,
                versions(options),
                AccessControlReader.read(options.mapping("access-control")),
                authorization(options.mapping("authorization")),
                Headers.map(options, "overrides"),
                HttpRequestReader.read(options),
                limits(options.mapping("limits")),
                options.choice("access-log", ACCESS_LOGS),
                routes);
        options.finish();
        return server;
    }

    /** {@code versions}, as servers and clients have it. */
    static List<Text> versions(Cursor options) {
        List<Text> versions = options.texts("versions");
        for (Text version : versions) {
            if (!VERSIONS.containsKey(version.value())) {
                options.problems().error(version.at(), Choices.unexpected(version.value(), VERSIONS.keySet()));
            }
        }
        return versions;
    }

    private static HttpLimits limits(@Nullable Cursor limits) {
        if (limits == null) {
            return HttpLimits.DEFAULT;
        }
        long body = limits.number("body", BODY);
        int header = Math.toIntExact(limits.number("header", HEADER));
        int connections = Math.toIntExact(limits.number("connections", CONNECTIONS));
        int waits = Math.toIntExact(limits.number("waits", WAITS));
        Duration idle = Duration.ofSeconds(limits.number("idle", IDLE));
        Duration read = Duration.ofSeconds(limits.number("read", READ));
        limits.finish();
        return new HttpLimits(body, header, connections, waits, idle, read);
    }

    private static @Nullable HttpAuthorizationConfig authorization(@Nullable Cursor guards) {
        if (guards == null) {
            return null;
        }
        if (guards.keys().size() != 1) {
            guards.problems()
                    .error(
                            guards.at(),
                            "expected exactly one guard, found " + guards.keys().size());
        }
        HttpAuthorizationConfig authorization = null;
        for (Map.Entry<String, Cursor> guard : guards.allMappings().entrySet()) {
            Cursor credentials = guard.getValue().requireMapping("credentials");
            if (credentials != null) {
                authorization = authorization(guard.getKey(), guard.getValue().at(), credentials);
                credentials.finish();
            }
            guard.getValue().finish();
        }
        return authorization;
    }

    private static HttpAuthorizationConfig authorization(String guard, Location at, Cursor credentials) {
        HttpAuthorizationConfig authorization = new HttpAuthorizationConfig(
                at,
                guard,
                credentials.textMap("cookies"),
                Headers.map(credentials, "headers"),
                credentials.textMap("query"));
        if (authorization.cookies().isEmpty()
                && authorization.headers().isEmpty()
                && authorization.query().isEmpty()) {
            credentials.problems().error(credentials.at(), "needs \"cookies\", \"headers\" or \"query\"");
        }
        return authorization;
    }

    private static Optional<HttpRouteConfig> route(Cursor route) {
        Map<String, Text> overrides = Map.of();
        Cursor with = route.mapping("with");
        if (with != null) {
            Cursor headers = with.mapping("headers");
            if (headers != null) {
                overrides = Headers.map(headers, "overrides");
                headers.finish();
            }
            with.finish();
        }
        return Optional.of(new HttpRouteConfig(
                route.at(),
                Routes.conditions(route, HttpServerReader::condition),
                overrides,
                Routes.guarded(route),
                route.requireText("exit")));
    }

    private static HttpConditionConfig condition(Cursor condition) {
        return new HttpConditionConfig(condition.at(), Headers.map(condition, "headers"));
    }
}
