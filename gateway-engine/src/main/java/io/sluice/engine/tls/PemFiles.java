package io.sluice.engine.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the certificates and the private key of one server from PEM files, without a vault. Immutable; blocks, so never on
 * an I/O thread.
 *
 * @param chain the server's own certificate first, then those of its issuers
 * @param key may be the same file
 */
record PemFiles(NamedFile chain, NamedFile key) implements TlsSource {

    @Override
    public TlsMaterial read() throws IOException {
        PemText certified = parse(chain);
        if (certified.certificates().isEmpty()) {
            throw new IOException(chain + ": it holds no certificate in PEM, -----BEGIN CERTIFICATE-----");
        }
        PrivateKey own = parse(key).key();
        if (own == null) {
            throw new IOException(key + ": it holds no private key in PEM, -----BEGIN PRIVATE KEY-----");
        }
        try {
            String name = String.valueOf(chain.path().getFileName());
            return new TlsMaterial(List.of(KeyEntry.checked(name, own, certified.certificates())), List.of());
        } catch (GeneralSecurityException e) {
            throw new IOException(key + ": " + e.getMessage(), e);
        }
    }

    private static PemText parse(NamedFile file) throws IOException {
        try {
            return PemText.parse(Files.readString(file.path(), StandardCharsets.ISO_8859_1), null);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + ": this user may not read it", e);
        } catch (IOException | GeneralSecurityException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Set<Path> paths() {
        return new LinkedHashSet<>(List.of(chain.path(), key.path()));
    }
}
