package io.sluice.config.yaml;

import io.sluice.config.Text;
import io.sluice.config.VaultConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code vaults}. */
final class VaultReader {
    private static final Map<String, String> TYPES = Choices.words("filesystem");
    private static final Map<String, String> STORES =
            Choices.words(VaultConfig.Store.PKCS12, "jks", VaultConfig.Store.PEM);
    private static final Map<String, String> SECRET_STORES = Choices.words(VaultConfig.Store.PKCS12, "jks");
    private static final Map<String, String> REVOCATION = Choices.words("crl");

    private VaultReader() {}

    /** Empty, and reported, when the type is not known. */
    static Optional<VaultConfig> read(String name, Cursor vault) {
        if (!vault.has("type")) {
            vault.missing("type");
        }
        String type = vault.choice("type", TYPES);
        Cursor options = vault.mapping("options");
        if (type == null) {
            return Optional.empty();
        }
        vault.finish();
        if (options == null) {
            return Optional.of(new VaultConfig(name, vault.at(), null, null, null, null, false));
        }
        VaultConfig config = new VaultConfig(
                name,
                vault.at(),
                store(options.mapping("keys")),
                store(options.mapping("trust")),
                store(options.mapping("signers")),
                secrets(options.mapping("secrets")),
                options.choice("revocation", REVOCATION) != null);
        options.finish();
        return Optional.of(config);
    }

    private static VaultConfig.@Nullable Store store(@Nullable Cursor store) {
        if (store == null) {
            return null;
        }
        VaultConfig.Store config = new VaultConfig.Store(
                store.at(),
                store.requireText("store"),
                store.choice("type", STORES, VaultConfig.Store.PKCS12),
                store.secret("password"),
                store.texts("entries"));
        store.finish();
        return config;
    }

    private static VaultConfig.@Nullable Secrets secrets(@Nullable Cursor secrets) {
        if (secrets == null) {
            return null;
        }
        Map<String, VaultConfig.SecretEntry> entries = new LinkedHashMap<>();
        Cursor members = secrets.mapping("entries");
        if (members != null) {
            for (String name : members.keys()) {
                secret(members, name).ifPresent(entry -> entries.put(name, entry));
            }
        }
        VaultConfig.Secrets config = new VaultConfig.Secrets(
                secrets.at(),
                secrets.requireText("store"),
                secrets.choice("type", SECRET_STORES, VaultConfig.Store.PKCS12),
                secrets.secret("password"),
                entries);
        secrets.finish();
        return config;
    }

    /** An entry is the alias of a key, or a mapping with its versions. */
    private static Optional<VaultConfig.SecretEntry> secret(Cursor members, String name) {
        YamlNode node = members.node(name);
        if (node instanceof YamlNode.Scalar) {
            Text alias = members.text(name);
            return Optional.ofNullable(alias)
                    .map(active -> new VaultConfig.SecretEntry(active.at(), active, List.of(active), null));
        }
        Cursor entry = members.mapping(name);
        if (entry == null) {
            return Optional.empty();
        }
        List<Text> versions = new ArrayList<>(entry.texts("versions"));
        if (!entry.has("versions")) {
            entry.missing("versions");
        }
        VaultConfig.SecretEntry config = new VaultConfig.SecretEntry(
                entry.at(), entry.requireText("active"), versions, entry.string("algorithm"));
        entry.finish();
        return Optional.of(config);
    }
}
