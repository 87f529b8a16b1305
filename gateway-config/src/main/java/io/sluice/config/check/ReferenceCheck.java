package io.sluice.config.check;

import io.sluice.config.BindingName;
import io.sluice.config.CatalogConfig;
import io.sluice.config.ExporterConfig;
import io.sluice.config.GatewayConfig;
import io.sluice.config.Location;
import io.sluice.config.NamespaceConfig;
import io.sluice.config.Problems;
import io.sluice.config.Quoted;
import io.sluice.config.Suggestion;
import io.sluice.config.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Guards, vaults and catalogs that are named exist; those that are never named are pointed out. */
final class ReferenceCheck {
    private final GatewayConfig config;
    private final Problems problems;

    ReferenceCheck(GatewayConfig config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    void run() {
        check(
                "guard",
                namespace -> places(namespace.guards(), guard -> guard.at()),
                namespace -> ofBindings(namespace, References::guards));
        check("vault", namespace -> places(namespace.vaults(), vault -> vault.at()), ReferenceCheck::vaults);
        check(
                "catalog",
                namespace -> places(namespace.catalogs(), CatalogConfig::at),
                namespace -> ofBindings(namespace, References::catalogs));
    }

    private void check(
            String what,
            Function<NamespaceConfig, Map<String, Location>> definitions,
            Function<NamespaceConfig, List<Text>> uses) {
        Map<BindingName, Location> defined = new LinkedHashMap<>();
        for (NamespaceConfig namespace : config.namespaces()) {
            definitions
                    .apply(namespace)
                    .forEach((name, at) -> defined.put(new BindingName(namespace.name(), name), at));
        }
        Set<BindingName> used = new HashSet<>();
        for (NamespaceConfig namespace : config.namespaces()) {
            for (Text use : uses.apply(namespace)) {
                BindingName name = BindingName.resolve(namespace.name(), use.value());
                used.add(name);
                if (!defined.containsKey(name) && !use.value().isEmpty()) {
                    List<String> known =
                            defined.keySet().stream().map(BindingName::name).toList();
                    problems.error(
                            use.at(),
                            "no " + what + " named " + Quoted.of(use.value()) + Suggestion.of(use.value(), known));
                }
            }
        }
        defined.forEach((name, at) -> {
            if (!used.contains(name)) {
                problems.warning(at, "nothing uses this " + what);
            }
        });
    }

    private static List<Text> vaults(NamespaceConfig namespace) {
        List<Text> vaults = new ArrayList<>(ofBindings(namespace, References::vaults));
        for (CatalogConfig catalog : namespace.catalogs().values()) {
            if (catalog instanceof CatalogConfig.Registry registry && registry.vault() != null) {
                vaults.add(registry.vault());
            }
        }
        for (ExporterConfig exporter : namespace.telemetry().exporters().values()) {
            if (exporter instanceof ExporterConfig.Otlp otlp && otlp.vault() != null) {
                vaults.add(otlp.vault());
            }
        }
        return vaults;
    }

    private static List<Text> ofBindings(NamespaceConfig namespace, Function<References, List<Text>> kind) {
        List<Text> names = new ArrayList<>();
        namespace.bindings().values().forEach(binding -> names.addAll(kind.apply(References.of(binding))));
        return names;
    }

    private static <T> Map<String, Location> places(Map<String, T> section, Function<T, Location> place) {
        Map<String, Location> places = new LinkedHashMap<>();
        section.forEach((name, member) -> places.put(name, place.apply(member)));
        return places;
    }
}
