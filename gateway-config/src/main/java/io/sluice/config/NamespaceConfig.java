package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * One YAML document. The maps are keyed by name and keep the order of the file.
 *
 * @param telemetry never null; empty when the document has none
 */
public record NamespaceConfig(
        String name,
        Location at,
        Map<String, VaultConfig> vaults,
        Map<String, GuardConfig> guards,
        Map<String, CatalogConfig> catalogs,
        TelemetryConfig telemetry,
        Map<String, BindingConfig> bindings) {

    /** Copies the maps. */
    public NamespaceConfig {
        requireNonNull(name, "name");
        requireNonNull(at, "at");
        vaults = Ordered.copyOf(vaults);
        guards = Ordered.copyOf(guards);
        catalogs = Ordered.copyOf(catalogs);
        requireNonNull(telemetry, "telemetry");
        bindings = Ordered.copyOf(bindings);
    }
}
