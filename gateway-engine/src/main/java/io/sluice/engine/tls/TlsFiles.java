package io.sluice.engine.tls;

import io.sluice.config.InvalidConfigException;
import io.sluice.config.Location;
import io.sluice.config.Problems;
import io.sluice.config.Quoted;
import io.sluice.config.Suggestion;
import io.sluice.config.Text;
import io.sluice.config.TlsOptionsConfig;
import io.sluice.config.VaultConfig;
import io.sluice.config.fold.TlsConfig;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@code tls} binding names from its vault. Immutable; blocks, so never on an I/O thread.
 *
 * @param folder what relative paths of the vault start from
 * @param caCerts whether the authorities that the Java runtime trusts are trusted as well
 */
record TlsFiles(TlsConfig config, Path folder, boolean caCerts) implements TlsSource {

    /**
     * Reads everything that is named.
     *
     * @throws InvalidConfigException with the place of every name that cannot be had
     */
    @Override
    public TlsMaterial read() {
        var problems = new Problems();
        TlsOptionsConfig options = config.options();
        List<KeyEntry> keys = keys(options.keys(), problems);
        List<X509Certificate> trust = trust(options.trust(), problems);
        if (problems.hasErrors()) {
            throw new InvalidConfigException(problems.inFileOrder());
        }
        return new TlsMaterial(keys, trust);
    }

    @Override
    public Set<Path> paths() throws IOException {
        Set<Path> paths = new LinkedHashSet<>();
        VaultConfig vault = config.vault();
        if (vault != null) {
            for (VaultConfig.Store store : Arrays.asList(vault.keys(), vault.trust())) {
                if (store != null) {
                    paths.addAll(StoreReader.files(folder, store));
                }
            }
        }
        return paths;
    }

    private List<KeyEntry> keys(List<Text> names, Problems problems) {
        List<KeyEntry> keys = new ArrayList<>();
        VaultConfig vault = config.vault();
        StoreEntries entries = entries(names, "keys", vault == null ? null : vault.keys(), problems);
        if (entries != null) {
            for (Text name : names) {
                KeyEntry key = entries.key(name.value());
                if (key == null) {
                    missing(name, "key", entries.keyNames(), problems);
                } else {
                    keys.add(key);
                }
            }
        }
        return keys;
    }

    private List<X509Certificate> trust(List<Text> names, Problems problems) {
        List<X509Certificate> trust = new ArrayList<>();
        VaultConfig vault = config.vault();
        StoreEntries entries = entries(names, "trust", vault == null ? null : vault.trust(), problems);
        if (entries != null) {
            for (Text name : names) {
                List<X509Certificate> certificates = entries.certificates(name.value());
                if (certificates == null) {
                    missing(name, "certificate", entries.certificateNames(), problems);
                } else {
                    trust.addAll(certificates);
                }
            }
        }
        if (caCerts) {
            trust.addAll(runtimeAuthorities());
        }
        return trust;
    }

    private static void missing(Text name, String what, Set<String> known, Problems problems) {
        problems.error(
                name.at(),
                "the vault has no " + what + " named " + Quoted.of(name.value())
                        + Suggestion.of(name.value(), List.copyOf(known)));
    }

    /** The store that names are looked up in; null when there are none, or it cannot be read, which is reported. */
    private @Nullable StoreEntries entries(
            List<Text> names, String section, VaultConfig.@Nullable Store store, Problems problems) {
        if (names.isEmpty()) {
            return null;
        }
        if (store == null) {
            problems.error(names.get(0).at(), "the vault has no \"" + section + "\"");
            return null;
        }
        names.stream()
                .filter(name -> !isAllowed(store, name))
                .forEach(name -> problems.error(
                        name.at(),
                        Quoted.of(name.value()) + " is not among the \"entries\" of the vault's \"" + section + "\""));
        Location at = store.store().at();
        try {
            return StoreReader.read(folder, store);
        } catch (NoSuchFileException e) {
            problems.error(at, "no such file: " + e.getFile());
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            problems.error(
                    at,
                    "cannot read this store of type " + store.type() + ": "
                            + (e.getMessage() == null ? e.toString() : e.getMessage()));
        }
        return null;
    }

    private static boolean isAllowed(VaultConfig.Store store, Text name) {
        return store.entries().isEmpty()
                || store.entries().stream().anyMatch(entry -> entry.value().equalsIgnoreCase(name.value()));
    }

    private static List<X509Certificate> runtimeAuthorities() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                    .toList();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The Java runtime has no authorities to trust", e);
        }
    }
}
