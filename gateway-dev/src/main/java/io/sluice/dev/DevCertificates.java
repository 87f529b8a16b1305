package io.sluice.dev;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate authority for tests, and what it has signed: files in a folder, made with the {@code keytool} of the
 * running JDK. Each call takes about a second. One thread at a time.
 */
public final class DevCertificates {
    /** Opens all stores. */
    public static final String PASSWORD = "changeit";

    private static final String AUTHORITY = "ca";
    private static final int TIMEOUT_SECONDS = 60;

    private final Path folder;

    private DevCertificates(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes an authority.
     *
     * @param folder an existing folder, for this authority alone
     */
    public static DevCertificates in(Path folder) {
        var certificates = new DevCertificates(folder);
        certificates.keytool(
                "-genkeypair", "-alias", AUTHORITY, "-dname", "CN=Test Authority", "-keyalg", "EC", "-ext", "bc:c");
        certificates.writeTrust();
        return certificates;
    }

    /** All private keys, in PKCS #12. */
    public Path keyStore() {
        return folder.resolve("keys.p12");
    }

    /** The authority's certificate as the entry {@code ca}, in PKCS #12. */
    public Path trustStore() {
        return folder.resolve("trust.p12");
    }

    /** The authority's certificate, in PEM. */
    public Path authority() {
        return folder.resolve("ca.crt");
    }

    /**
     * Makes a key and a certificate for a day, in place of an earlier one of the same name.
     *
     * @param alias the name of the entry in {@link #keyStore}
     * @param subject such as {@code CN=localhost}
     * @param algorithm {@code EC} or {@code RSA}
     * @param names further names, such as {@code dns:localhost} and {@code ip:127.0.0.1}
     */
    public void issue(String alias, String subject, String algorithm, String... names) {
        if (has(alias)) {
            keytool("-delete", "-alias", alias);
        }
        List<String> arguments = new ArrayList<>(
                List.of("-genkeypair", "-alias", alias, "-dname", subject, "-keyalg", algorithm, "-signer", AUTHORITY));
        arguments.addAll(List.of("-validity", "1", "-startdate", "-1H"));
        if (names.length > 0) {
            arguments.addAll(List.of("-ext", "san=" + String.join(",", names)));
        }
        keytool(arguments.toArray(String[]::new));
    }

    /** Writes {@code <alias>.crt} and {@code <alias>.key} to a folder, in PEM. */
    public void export(String alias, Path target) {
        try {
            KeyStore store = load(keyStore());
            Key key = store.getKey(alias, PASSWORD.toCharArray());
            var chain = new StringBuilder();
            for (Certificate certificate : store.getCertificateChain(alias)) {
                chain.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            Files.writeString(target.resolve(alias + ".crt"), chain);
            Files.writeString(target.resolve(alias + ".key"), pem("PRIVATE KEY", key.getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot write the key " + alias, e);
        }
    }

    private boolean has(String alias) {
        try {
            return load(keyStore()).containsAlias(alias);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot read " + keyStore(), e);
        }
    }

    private void writeTrust() {
        try {
            Certificate certificate = load(keyStore()).getCertificate(AUTHORITY);
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry(AUTHORITY, certificate);
            try (OutputStream out = Files.newOutputStream(trustStore())) {
                trust.store(out, PASSWORD.toCharArray());
            }
            Files.writeString(authority(), pem("CERTIFICATE", certificate.getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot write " + trustStore(), e);
        }
    }

    private static KeyStore load(Path path) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(path)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static String pem(String kind, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-keystore", keyStore().toString(), "-storetype", "PKCS12", "-storepass", PASSWORD, "-noprompt"));
        try {
            Path log = folder.resolve("keytool.log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "keytool failed: " + Files.readString(log, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot run keytool, which is part of a JDK", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while keytool runs", e);
        }
    }
}
