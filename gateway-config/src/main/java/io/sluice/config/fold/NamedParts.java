package io.sluice.config.fold;

import io.sluice.config.BindingConfig;
import io.sluice.config.BindingName;
import io.sluice.config.CatalogConfig;
import io.sluice.config.GatewayConfig;
import io.sluice.config.GuardConfig;
import io.sluice.config.NamespaceConfig;
import io.sluice.config.Text;
import io.sluice.config.VaultConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds vaults and guards by the names that bindings use for them. Immutable. */
final class NamedParts {
    private final Map<BindingName, VaultConfig> vaults = new HashMap<>();
    private final Map<BindingName, GuardConfig> guards = new HashMap<>();
    private final Map<BindingName, CatalogConfig> catalogs = new HashMap<>();

    NamedParts(GatewayConfig config) {
        for (NamespaceConfig namespace : config.namespaces()) {
            namespace.vaults().forEach((name, vault) -> vaults.put(new BindingName(namespace.name(), name), vault));
            namespace
                    .catalogs()
                    .forEach((name, catalog) -> catalogs.put(new BindingName(namespace.name(), name), catalog));
            namespace.guards().forEach((name, guard) -> guards.put(new BindingName(namespace.name(), name), guard));
        }
    }

    /** The vault of a binding; null when it names none, or one that is not there, which the checks have reported. */
    @Nullable VaultConfig vault(BindingConfig from, @Nullable Text reference) {
        return reference == null
                ? null
                : vaults.get(BindingName.resolve(from.name().namespace(), reference.value()));
    }

    /** The catalog of a binding; null when it names none, or one that is not there, which the checks have reported. */
    @Nullable CatalogConfig catalog(BindingConfig from, @Nullable Text reference) {
        return reference == null
                ? null
                : catalogs.get(BindingName.resolve(from.name().namespace(), reference.value()));
    }

    /** A guard that a binding names; empty when it is not there, which the checks have reported. */
    Optional<GuardConfig> guard(BindingConfig from, String reference) {
        return Optional.ofNullable(guards.get(BindingName.resolve(from.name().namespace(), reference)));
    }
}
