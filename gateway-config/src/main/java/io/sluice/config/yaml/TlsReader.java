package io.sluice.config.yaml;

import io.sluice.config.BindingConfig;
import io.sluice.config.BindingName;
import io.sluice.config.MutualTls;
import io.sluice.config.Text;
import io.sluice.config.TlsClientConfig;
import io.sluice.config.TlsConditionConfig;
import io.sluice.config.TlsOptionsConfig;
import io.sluice.config.TlsRouteConfig;
import io.sluice.config.TlsServerConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code type: tls}. */
final class TlsReader {
    /** Older ones than 1.2 are broken (RFC 8996). */
    private static final Map<String, String> VERSIONS = Choices.words("TLS", "TLSv1.2", "TLSv1.3");

    private static final Map<String, MutualTls> MUTUAL = mutual();

    private TlsReader() {}

    static BindingConfig server(BindingName name, Cursor cursor) {
        Map<String, Text> authorization = new LinkedHashMap<>();
        TlsOptionsConfig options = TlsOptionsConfig.none(cursor.at());
        Cursor members = cursor.mapping("options");
        if (members != null) {
            options = options(members);
            authorization.putAll(authorization(members));
            members.finish();
        }
        if (options.keys().isEmpty() == options.signers().isEmpty()) {
            cursor.problems().error(options.at(), "a tls server needs either \"keys\" or \"signers\"");
        }
        boolean asks = options.mutual() == MutualTls.REQUIRED || options.mutual() == MutualTls.REQUESTED;
        if (asks && options.trust().isEmpty() && !Boolean.TRUE.equals(options.trustCaCerts())) {
            cursor.problems()
                    .error(options.at(), "\"mutual\" needs \"trust\": the authorities of the clients' certificates");
        }
        Text vault = cursor.requireText("vault");
        return new TlsServerConfig(name, cursor.at(), vault, options, authorization, routes(cursor));
    }

    static BindingConfig client(BindingName name, Cursor cursor) {
        TlsOptionsConfig options = TlsOptionsConfig.none(cursor.at());
        Cursor members = cursor.mapping("options");
        if (members != null) {
            options = options(members);
            members.finish();
        }
        Text vault = cursor.text("vault");
        if (vault == null && !(options.keys().isEmpty() && options.trust().isEmpty())) {
            cursor.problems().error(options.at(), "\"keys\" and \"trust\" need a \"vault\"");
        }
        return new TlsClientConfig(name, cursor.at(), vault, options, routes(cursor));
    }

    private static TlsOptionsConfig options(Cursor options) {
        return new TlsOptionsConfig(
                options.at(),
                options.choice("version", VERSIONS),
                options.texts("keys"),
                options.texts("trust"),
                options.bool("trustcacerts"),
                options.texts("sni"),
                options.texts("alpn"),
                options.choice("mutual", MUTUAL),
                options.texts("signers"));
    }

    private static Map<String, Text> authorization(Cursor options) {
        Map<String, Text> patterns = new LinkedHashMap<>();
        Cursor guards = options.mapping("authorization");
        if (guards == null) {
            return patterns;
        }
        if (guards.keys().size() != 1) {
            guards.problems()
                    .error(
                            guards.at(),
                            "expected exactly one guard, found " + guards.keys().size());
        }
        guards.allMappings().forEach((guard, cursor) -> {
            Cursor credentials = cursor.requireMapping("credentials");
            if (credentials != null) {
                patterns.put(guard, credentials.requireText("certificates"));
                credentials.finish();
            }
            cursor.finish();
        });
        return patterns;
    }

    private static List<TlsRouteConfig> routes(Cursor cursor) {
        return Routes.read(
                cursor, TlsReader::route, (at, exit) -> new TlsRouteConfig(at, List.of(), Map.of(), Map.of(), exit));
    }

    private static Optional<TlsRouteConfig> route(Cursor route) {
        Map<String, Text> certificate = Map.of();
        Cursor with = route.mapping("with");
        if (with != null) {
            certificate = with.textMap("certificate");
            with.finish();
        }
        return Optional.of(new TlsRouteConfig(
                route.at(),
                Routes.conditions(route, TlsReader::condition),
                certificate,
                Routes.guarded(route),
                route.requireText("exit")));
    }

    private static TlsConditionConfig condition(Cursor condition) {
        return new TlsConditionConfig(
                condition.at(),
                condition.text("authority"),
                condition.text("alpn"),
                Ports.read(condition, "port"),
                condition.texts("trust"),
                condition.choice("mutual", MUTUAL));
    }

    private static Map<String, MutualTls> mutual() {
        Map<String, MutualTls> words = new LinkedHashMap<>();
        words.put("required", MutualTls.REQUIRED);
        words.put("requested", MutualTls.REQUESTED);
        words.put("none", MutualTls.NONE);
        return words;
    }
}
