package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code type: filesystem}: key material in files. Paths are relative to the configuration file.
 *
 * @param keys null when absent, as the other stores
 * @param crl true for {@code revocation: crl}
 */
public record VaultConfig(
        String name,
        Location at,
        @Nullable Store keys,
        @Nullable Store trust,
        @Nullable Store signers,
        @Nullable Secrets secrets,
        boolean crl) {

    /** Rejects missing parts. */
    public VaultConfig {
        requireNonNull(name, "name");
        requireNonNull(at, "at");
    }

    /**
     * A key store.
     *
     * @param store path of the file
     * @param type {@code pkcs12}, {@code jks} or {@code pem}
     * @param password null for none
     * @param entries the entries that may be used; empty for all
     */
    public record Store(
            Location at, Text store, String type, @Nullable Secret password, List<Text> entries) {
        /** Default of {@code type}. */
        public static final String PKCS12 = "pkcs12";
        /** Files of RFC 7468: one, or a folder of them. Our own addition. */
        public static final String PEM = "pem";

        /** Copies the list. */
        public Store {
            requireNonNull(at, "at");
            requireNonNull(store, "store");
            requireNonNull(type, "type");
            entries = List.copyOf(entries);
        }
    }

    /**
     * A store of symmetric keys.
     *
     * @param entries name to the versions of the key
     */
    public record Secrets(
            Location at, Text store, String type, @Nullable Secret password, Map<String, SecretEntry> entries) {

        /** Copies the map. */
        public Secrets {
            requireNonNull(at, "at");
            requireNonNull(store, "store");
            requireNonNull(type, "type");
            entries = Ordered.copyOf(entries);
        }
    }

    /**
     * One symmetric key.
     *
     * @param active alias of the version in use
     * @param versions all aliases, the active one included
     * @param algorithm null when not said
     */
    public record SecretEntry(
            Location at,
            Text active,
            List<Text> versions,
            @Nullable String algorithm) {

        /** Copies the list. */
        public SecretEntry {
            requireNonNull(at, "at");
            requireNonNull(active, "active");
            versions = List.copyOf(versions);
        }
    }
}
