package io.sluice.config.fold;

import static java.util.Objects.requireNonNull;

import io.sluice.config.CatalogConfig;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry.
 *
 * @param tls how its certificate is checked, and which one it is shown; null for what the runtime trusts
 */
public record RegistryConfig(
        CatalogConfig.Registry catalog, @Nullable TlsConfig tls) {

    /** Rejects missing parts. */
    public RegistryConfig {
        requireNonNull(catalog, "catalog");
    }
}
