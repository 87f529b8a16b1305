package io.sluice.engine.tls;

import io.sluice.config.Secret;
import io.sluice.config.VaultConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads stores of the types {@code pkcs12}, {@code jks} and {@code pem}. Stateless; blocks, so never on an I/O thread. */
final class StoreReader {
    private static final List<String> PEM_ENDINGS = List.of(".pem", ".crt", ".cer", ".key");

    private StoreReader() {}

    /**
     * Reads a store.
     *
     * @param folder what a relative path starts from
     * @throws IOException if the file cannot be read, or its password is wrong
     * @throws GeneralSecurityException if it does not hold what its type says
     */
    static StoreEntries read(Path folder, VaultConfig.Store store) throws IOException, GeneralSecurityException {
        Path path = folder.resolve(store.store().value());
        Secret secret = store.password();
        char[] password = secret == null ? null : secret.value().toCharArray();
        return store.type().equals(VaultConfig.Store.PEM)
                ? pem(path, password)
                : keyStore(path, store.type(), password);
    }

    /** The files that make up a store: with {@code pem} perhaps several. */
    static List<Path> files(Path folder, VaultConfig.Store store) throws IOException {
        Path path = folder.resolve(store.store().value());
        return store.type().equals(VaultConfig.Store.PEM) ? pemFiles(path) : List.of(path);
    }

    private static StoreEntries keyStore(Path path, String type, char @Nullable [] password)
            throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(type);
        try (InputStream in = Files.newInputStream(path)) {
            store.load(in, password);
        }
        var entries = new StoreEntries();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getKey(alias, password) instanceof PrivateKey key) {
                entries.add(new KeyEntry(alias, key, x509(store.getCertificateChain(alias))));
            } else if (store.isCertificateEntry(alias)) {
                entries.add(alias, x509(store.getCertificate(alias)));
            }
        }
        return entries;
    }

    private static List<X509Certificate> x509(Certificate... chain) {
        return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
    }

    /** Files of one name and different endings are one entry: {@code tls.crt} and {@code tls.key} are {@code tls}. */
    private static StoreEntries pem(Path path, char @Nullable [] password)
            throws IOException, GeneralSecurityException {
        var texts = new TreeMap<String, StringBuilder>();
        for (Path file : pemFiles(path)) {
            texts.computeIfAbsent(entryName(file), name -> new StringBuilder())
                    .append(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .append('\n');
        }
        var entries = new StoreEntries();
        for (var text : texts.entrySet()) {
            PemText pem = PemText.parse(text.getValue().toString(), password);
            if (pem.key() != null) {
                entries.add(KeyEntry.checked(text.getKey(), pem.key(), pem.certificates()));
            } else if (!pem.certificates().isEmpty()) {
                entries.add(text.getKey(), pem.certificates());
            }
        }
        return entries;
    }

    private static List<Path> pemFiles(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> files = Files.list(path)) {
                return files.filter(StoreReader::isPem).sorted().toList();
            }
        }
        Path key = path.resolveSibling(entryName(path) + ".key");
        return !key.equals(path) && Files.exists(key) ? List.of(path, key) : List.of(path);
    }

    private static boolean isPem(Path file) {
        String name = file.getFileName().toString();
        return PEM_ENDINGS.stream().anyMatch(name::endsWith) && Files.isRegularFile(file);
    }

    private static String entryName(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 1 ? name : name.substring(0, dot);
    }
}
