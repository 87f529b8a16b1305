package io.sluice.engine.tls;

import io.sluice.config.BindingName;
import io.sluice.config.InvalidConfigException;
import io.sluice.config.Location;
import io.sluice.config.MutualTls;
import io.sluice.config.Problems;
import io.sluice.config.Text;
import io.sluice.config.TlsOptionsConfig;
import io.sluice.config.fold.TlsConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS of one listener or client, with keys that can be read again while connections are open: those go on as they
 * are, new handshakes use the new keys. Any thread but an I/O thread.
 */
public final class TlsContext {
    private static final Logger LOGGER = LoggerFactory.getLogger(TlsContext.class);
    private static final List<String> DEFAULT_PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
    private static final String ANY_VERSION = "TLS";
    private static final String HTTP_2 = "h2";

    private final TlsConfig config;
    private final TlsSource source;
    private final Admission admission;
    private final KeyChoice keys;
    private final TrustChoice trust;
    private final SSLContext context;

    private TlsContext(TlsConfig config, TlsSource source, TlsMaterial material) {
        this.config = config;
        this.source = source;
        this.admission = admission(config);
        this.keys = new KeyChoice(material.keys(), admission);
        this.trust = new TrustChoice(material.trust());
        this.context = context(keys, trust);
        report(material);
    }

    /**
     * The TLS of a {@code tls} server.
     *
     * @param folder what relative paths of the vault start from
     * @throws InvalidConfigException with the place of everything that cannot be had
     */
    public static TlsContext server(TlsConfig config, Path folder) {
        return of(new TlsFiles(
                config, folder, Boolean.TRUE.equals(config.options().trustCaCerts())));
    }

    /**
     * The TLS of a server with one certificate, which takes whoever connects, and asks for no certificates.
     *
     * @param name what the log calls the server
     * @param chain the server's own certificate in PEM, then those of its issuers
     * @param key the private key in PEM; may be the same file
     * @throws IOException if they cannot be read, or do not belong together; the message begins with the file at fault
     */
    public static TlsContext server(BindingName name, NamedFile chain, NamedFile key) throws IOException {
        var nowhere = new Location(chain.path().toString(), 1, 1, "");
        var config = new TlsConfig(name, TlsOptionsConfig.none(nowhere), Set.of(), List.of(), null);
        var source = new PemFiles(chain, key);
        return new TlsContext(config, source, source.read());
    }

    /**
     * The TLS of a {@code tls} client; it trusts the authorities of the Java runtime if it names none itself.
     *
     * @param folder what relative paths of the vault start from
     * @throws InvalidConfigException with the place of everything that cannot be had
     */
    public static TlsContext client(TlsConfig config, Path folder) {
        TlsOptionsConfig options = config.options();
        boolean caCerts = Objects.requireNonNullElse(
                options.trustCaCerts(), options.trust().isEmpty());
        return of(new TlsFiles(config, folder, caCerts));
    }

    private static TlsContext of(TlsFiles files) {
        return new TlsContext(files.config(), files, files.read());
    }

    private static Admission admission(TlsConfig config) {
        try {
            return new Admission(config);
        } catch (IllegalArgumentException e) {
            var problems = new Problems();
            problems.error(config.options().at(), Objects.requireNonNullElse(e.getMessage(), e.toString()));
            throw new InvalidConfigException(problems.inFileOrder());
        }
    }

    private static SSLContext context(KeyManager keys, TrustManager trust) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The Java runtime has no TLS", e);
        }
    }

    /** For engines; stays the same when keys are read again. */
    public SSLContext context() {
        return context;
    }

    /** The versions that are spoken, in the words of the Java runtime. */
    public List<String> protocols() {
        String version = config.options().version();
        return version == null || version.equals(ANY_VERSION) ? DEFAULT_PROTOCOLS : List.of(version);
    }

    /** The names of {@code options.sni}: those that a client asks for, in place of the peer's host; often empty. */
    public List<String> serverNames() {
        return config.options().sni().stream().map(Text::value).toList();
    }

    /** Whether HTTP/2 is offered: unless {@code options.alpn}, or the {@code alpn} of all routes, leave it out. */
    public boolean offersHttp2() {
        List<Text> alpn = config.options().alpn();
        List<String> routed = admission.protocols();
        return (alpn.isEmpty() || alpn.stream().anyMatch(name -> name.value().equals(HTTP_2)))
                && (routed.isEmpty() || routed.contains(HTTP_2));
    }

    /** Whether clients must show a certificate: as configured, else if there are authorities to check it against. */
    public MutualTls mutual() {
        TlsOptionsConfig options = config.options();
        MutualTls mutual = options.mutual();
        return mutual != null ? mutual : options.trust().isEmpty() ? MutualTls.NONE : MutualTls.REQUIRED;
    }

    /** The files that it comes from. */
    public Set<Path> paths() throws IOException {
        return source.paths();
    }

    /** Reads the files again. If that fails, the keys from before stay, and an ERROR in the log says why. */
    public void refresh() {
        try {
            TlsMaterial material = source.read();
            keys.replace(material.keys());
            trust.replace(material.trust());
            report(material);
        } catch (IOException | InvalidConfigException | IllegalStateException e) {
            LOGGER.atError()
                    .addKeyValue("binding", config.name())
                    .addKeyValue("error", e.getMessage())
                    .log("certificates have changed and cannot be read; keeping those from before");
        }
    }

    private void report(TlsMaterial material) {
        Instant now = Instant.now();
        for (KeyEntry entry : material.keys()) {
            X509Certificate certificate = entry.certificate();
            Instant end = certificate.getNotAfter().toInstant();
            var event = end.isBefore(now) ? LOGGER.atWarn() : LOGGER.atInfo();
            event.addKeyValue("binding", config.name())
                    .addKeyValue("entry", entry.name())
                    .addKeyValue("subject", certificate.getSubjectX500Principal())
                    .addKeyValue("until", end)
                    .log(end.isBefore(now) ? "certificate has expired" : "certificate read");
        }
    }
}
