package io.sluice.config.fold;

import static java.util.Objects.requireNonNull;

import io.sluice.config.BindingName;
import io.sluice.config.TlsConditionConfig;
import io.sluice.config.TlsOptionsConfig;
import io.sluice.config.VaultConfig;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code tls} binding and the vault that holds its keys.
 *
 * @param name the binding
 * @param guards names of the guards that look at the peer's certificate
 * @param when alternatives, one of which a connection to a server must match; empty for any connection
 * @param vault null when the binding names none
 */
public record TlsConfig(
        BindingName name,
        TlsOptionsConfig options,
        Set<String> guards,
        List<TlsConditionConfig> when,
        @Nullable VaultConfig vault) {

    /** Copies the collections. */
    public TlsConfig {
        requireNonNull(name, "name");
        requireNonNull(options, "options");
        guards = Set.copyOf(guards);
        when = List.copyOf(when);
    }
}
