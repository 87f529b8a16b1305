package io.sluice.config.yaml;

import io.sluice.config.BindingConfig;
import io.sluice.config.BindingName;
import io.sluice.config.CatalogConfig;
import io.sluice.config.GuardConfig;
import io.sluice.config.Location;
import io.sluice.config.NamespaceConfig;
import io.sluice.config.Problems;
import io.sluice.config.Quoted;
import io.sluice.config.TelemetryConfig;
import io.sluice.config.VaultConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads one YAML document. */
final class NamespaceReader {
    private final Problems problems;

    NamespaceReader(Problems problems) {
        this.problems = problems;
    }

    NamespaceConfig read(Cursor root) {
        String name = root.requireText("name").value();
        checkName(name, root.keyAt("name"));
        root.ignore("stores", "not supported: stores have no effect");
        Map<String, VaultConfig> vaults = section(root, "vaults", VaultReader::read);
        Map<String, GuardConfig> guards = section(root, "guards", GuardReader::read);
        Map<String, CatalogConfig> catalogs = section(root, "catalogs", CatalogReader::read);
        Map<String, TelemetryConfig.OfBinding> telemetry = new LinkedHashMap<>();
        Map<String, BindingConfig> bindings = section(root, "bindings", (binding, cursor) -> {
            TelemetryReader.ofBinding(cursor).ifPresent(config -> telemetry.put(binding, config));
            return Optional.of(BindingReader.read(new BindingName(name, binding), cursor));
        });
        NamespaceConfig namespace = new NamespaceConfig(
                name, root.at(), vaults, guards, catalogs, TelemetryReader.read(root, telemetry), bindings);
        root.finish();
        return namespace;
    }

    private <T> Map<String, T> section(Cursor root, String key, BiFunction<String, Cursor, Optional<T>> reader) {
        Map<String, T> section = new LinkedHashMap<>();
        Cursor members = root.mapping(key);
        if (members != null) {
            members.allMappings().forEach((name, cursor) -> {
                checkName(name, members.keyAt(name));
                reader.apply(name, cursor).ifPresent(member -> section.put(name, member));
            });
        }
        return section;
    }

    private void checkName(String name, Location at) {
        if (!name.isEmpty() && !Grammar.isName(name)) {
            problems.error(
                    at,
                    Quoted.of(name)
                            + " is not a name (expected: a letter, then letters, digits, \".\", \"_\" or \"-\")");
        }
    }
}
