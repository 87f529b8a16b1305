package io.sluice.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.config.BindingName;
import io.sluice.config.InvalidConfigException;
import io.sluice.config.MutualTls;
import io.sluice.config.fold.Topology;
import io.sluice.config.load.GatewayModel;
import io.sluice.dev.DevCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLHandshakeException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsContextTest {
    @TempDir
    private static Path made;

    private static DevCertificates certificates;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeCertificates() {
        certificates = DevCertificates.in(made);
        certificates.issue("one", "CN=one.test", "EC", "dns:one.test");
        certificates.issue("two", "CN=two.test", "RSA", "dns:two.test", "dns:*.two.test");
        certificates.issue("client", "CN=somebody", "EC");
    }

    @BeforeEach
    void copy() throws IOException {
        Files.copy(certificates.keyStore(), folder.resolve("keys.p12"));
        Files.copy(certificates.trustStore(), folder.resolve("trust.p12"));
    }

    private static final BindingName NAME = new BindingName("test", "tls");
    private static final String KEYS = "keys: {store: keys.p12, password: changeit}";
    private static final String TRUST = "trust: {store: trust.p12, password: changeit}";

    private Topology topology(String vault, String options) {
        return GatewayModel.load("zilla.yaml", text(vault, options), Map.of()).topology();
    }

    private static String text(String vault, String options) {
        return """
                name: test
                vaults:
                  vault:
                    type: filesystem
                    options: {%s}
                bindings:
                  tcp: {type: tcp, kind: server, options: {host: 127.0.0.1, port: 0}, exit: tls}
                  tls:
                    type: tls
                    kind: server
                    vault: vault
                    options: {%s}
                    exit: http
                  http: {type: http, kind: server, exit: proxy}
                  proxy:
                    type: http-kafka
                    kind: proxy
                    routes:
                      - {exit: client, with: {capability: produce, topic: t}}
                  client: {type: kafka, kind: client, options: {servers: ["b:1"]}}
                """.formatted(vault, options);
    }

    private TlsContext server(String vault, String options) {
        var listener = topology(vault, options).listeners().get(0);
        return TlsContext.server(Objects.requireNonNull(listener.tls()), folder);
    }

    @ParameterizedTest
    @CsvSource({"one.test, one.test", "two.test, two.test", "www.two.test, two.test", "else.test, one.test"})
    void showsTheCertificateOfTheNameThatIsAskedFor(String asked, String shown) throws Exception {
        TlsContext server = server(KEYS, "keys: [one, two]");

        assertThat(Handshake.between(server, trusting(), asked).serverName()).isEqualTo("CN=" + shown);
    }

    @Test
    void showsTheFirstCertificateWithoutAName() throws Exception {
        TlsContext server = server(KEYS, "keys: [client, one]");

        assertThat(Handshake.between(server, trusting(), "").serverName()).isEqualTo("CN=somebody");
    }

    @Test
    void goesOnWithNewKeysAfterARefresh() throws Exception {
        TlsContext server = server(KEYS, "keys: [one]");
        Path elsewhere = Files.createDirectory(folder.resolve("other"));
        var others = DevCertificates.in(elsewhere);
        others.issue("one", "CN=new.test", "EC");
        Files.copy(others.keyStore(), folder.resolve("keys.p12"), StandardCopyOption.REPLACE_EXISTING);

        server.refresh();

        TlsContext client = client(elsewhere.resolve("trust.p12"));
        assertThat(Handshake.between(server, client, "").serverName()).isEqualTo("CN=new.test");
    }

    @Test
    void saysWhatIsWrongWithABrokenFile() throws IOException {
        Files.writeString(folder.resolve("keys.p12"), "half");

        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> server(KEYS, "keys: [one]"))
                .withMessageContaining("keys.store: cannot read this store of type pkcs12: java.io.EOFException");
    }

    @Test
    void keepsItsKeysWhenTheFilesAreBroken() throws Exception {
        TlsContext server = server(KEYS, "keys: [one]");
        Files.writeString(folder.resolve("keys.p12"), "half");

        server.refresh();

        assertThat(Handshake.between(server, trusting(), "").serverName()).isEqualTo("CN=one.test");
    }

    @Test
    void readsPem() throws Exception {
        Path pem = Files.createDirectory(folder.resolve("pem"));
        certificates.export("two", pem);
        TlsContext server = server("keys: {store: pem, type: pem}", "keys: [two]");

        assertThat(Handshake.between(server, trusting(), "").serverName()).isEqualTo("CN=two.test");
        assertThat(server.paths()).containsExactlyInAnyOrder(pem.resolve("two.crt"), pem.resolve("two.key"));
    }

    @Test
    void readsPemFilesOfAnyName() throws Exception {
        certificates.export("two", folder);
        Path chain = Files.move(folder.resolve("two.crt"), folder.resolve("chain"));
        Path key = Files.move(folder.resolve("two.key"), folder.resolve("secret"));

        TlsContext server = TlsContext.server(NAME, new NamedFile("--cert", chain), new NamedFile("--key", key));

        assertThat(Handshake.between(server, trusting(), "").serverName()).isEqualTo("CN=two.test");
        assertThat(server.paths()).containsExactlyInAnyOrder(chain, key);
        assertThat(server.offersHttp2()).isTrue();
        Files.delete(key);
        server.refresh();
        assertThat(Handshake.between(server, trusting(), "").serverName()).isEqualTo("CN=two.test");
    }

    @ParameterizedTest
    @CsvSource({
        "none, one.key, '--cert none: no such file'",
        "one.key, one.key, '--cert one.key: it holds no certificate in PEM'",
        "one.crt, one.crt, '--key one.crt: it holds no private key in PEM'",
        "one.crt, ., '--key .: '",
        "one.crt, two.key, '--key two.key: the private key does not belong to the first certificate, that of CN=one'",
        "two.crt, other.key, '--key other.key: the private key does not belong to'",
        "one.crt, client.key, '--key client.key: the private key does not belong to'",
        "one.crt, p384.key, '--key p384.key: the private key does not belong to'",
        "one.crt, locked.key, '--key locked.key: the private key is encrypted'"
    })
    void saysWhatIsWrongWithPemFiles(String chain, String key, String message) throws Exception {
        for (String name : new String[] {"one", "two", "client"}) {
            certificates.export(name, folder);
        }
        write("other.key", "PRIVATE KEY", key("RSA", 1024));
        write("p384.key", "PRIVATE KEY", key("EC", 384));
        write("locked.key", "ENCRYPTED PRIVATE KEY", new byte[10]);
        var certificate = new NamedFile("--cert", folder.resolve(chain));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> TlsContext.server(NAME, certificate, new NamedFile("--key", folder.resolve(key))))
                .extracting(
                        e -> String.valueOf(e.getMessage()).replace(folder + "/", ""), InstanceOfAssertFactories.STRING)
                .startsWith(message);
    }

    private static byte[] key(String algorithm, int bits) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair().getPrivate().getEncoded();
    }

    private void write(String file, String kind, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(bytes);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    @Test
    void refusesAVaultWhoseKeyIsOfAnotherCertificate() throws IOException {
        Path pem = Files.createDirectory(folder.resolve("pem"));
        certificates.export("one", pem);
        certificates.export("client", pem);
        Files.move(pem.resolve("client.key"), pem.resolve("one.key"), StandardCopyOption.REPLACE_EXISTING);

        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> server("keys: {store: pem, type: pem}", "keys: [one]"))
                .withMessageContaining(
                        "keys.store: cannot read this store of type pem: the private key does not belong")
                .withMessageContaining("CN=one.test");
    }

    @Test
    void asksForACertificateWhenItCanCheckOne() throws Exception {
        TlsContext server = server(KEYS + ", " + TRUST, "keys: [one], trust: [ca]");
        assertThat(server.mutual()).isEqualTo(MutualTls.REQUIRED);

        assertThat(Handshake.between(server, showing("client"), "").clientName())
                .isEqualTo("CN=somebody");
        assertThatExceptionOfType(SSLHandshakeException.class)
                .isThrownBy(() -> Handshake.between(server, trusting(), ""));
    }

    @Test
    void namesTheEntryThatIsMissing() {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> server(KEYS + ", " + TRUST, "keys: [onee], trust: [cb]"))
                .withMessageContaining("options.keys[0]: the vault has no key named \"onee\" (did you mean \"one\"?)")
                .withMessageContaining("options.trust[0]: the vault has no certificate named \"cb\"");
    }

    @Test
    void namesTheFileThatIsMissing() {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> server("keys: {store: none.p12}", "keys: [one]"))
                .withMessageContaining("vaults.vault.options.keys.store: no such file: " + folder.resolve("none.p12"));
    }

    @Test
    void saysThatThePasswordIsWrong() {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> server("keys: {store: keys.p12, password: other}", "keys: [one]"))
                .withMessageContaining("vaults.vault.options.keys.store")
                .withMessageContaining("password was incorrect");
    }

    @Test
    void usesOnlyTheEntriesThatTheVaultAllows() {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> server("keys: {store: keys.p12, password: changeit, entries: [two]}", "keys: [one]"))
                .withMessageContaining("\"one\" is not among the \"entries\"");
    }

    @Test
    void speaksTheVersionThatIsConfigured() {
        assertThat(server(KEYS, "keys: [one]").protocols()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(server(KEYS, "keys: [one], version: TLSv1.2").protocols()).containsExactly("TLSv1.2");
    }

    @Test
    void offersHttp2UnlessAlpnLeavesItOut() {
        assertThat(server(KEYS, "keys: [one]").offersHttp2()).isTrue();
        assertThat(server(KEYS, "keys: [one], alpn: [h2, http/1.1]").offersHttp2())
                .isTrue();
        assertThat(server(KEYS, "keys: [one], alpn: [http/1.1]").offersHttp2()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"one.test, true", "ONE.test, true", "www.two.test, true", "two.test, false", "'', true"})
    void refusesNamesThatSniLeavesOut(String asked, boolean taken) throws Exception {
        TlsContext server = server(KEYS, "keys: [one, two], sni: [one.test, '*.two.test']");

        assertHandshake(server, asked, taken);
    }

    @ParameterizedTest
    @CsvSource({"one.test, true", "www.two.test, false", "'', false"})
    void refusesNamesThatNoRouteTakes(String asked, boolean taken) throws Exception {
        TlsContext server = routed("{authority: one.test}, {authority: '*.two.test', alpn: h2}, {port: 9}");

        assertHandshake(server, asked, taken);
        assertThat(server.offersHttp2()).isTrue();
    }

    private static void assertHandshake(TlsContext server, String asked, boolean taken) throws Exception {
        TlsContext client = client(certificates.trustStore());
        if (taken) {
            assertThat(Handshake.between(server, client, asked).serverName()).isNotEmpty();
        } else {
            assertThatExceptionOfType(SSLHandshakeException.class)
                    .isThrownBy(() -> Handshake.between(server, client, asked));
        }
    }

    @Test
    void offersNoHttp2WhereNoRouteTakesIt() throws Exception {
        assertThat(routed("{alpn: http/1.1}").offersHttp2()).isFalse();
        assertThat(routed("{alpn: h2}").offersHttp2()).isTrue();
        assertHandshake(routed("{alpn: http/1.1}"), "", true);
        assertHandshake(routed("{alpn: h2}"), "", false);
    }

    private TlsContext routed(String conditions) {
        String text = text(KEYS, "keys: [one, two]")
                .replace("    exit: http\n", "    routes: [{when: [" + conditions + "], exit: http}]\n");
        var listener = GatewayModel.load("zilla.yaml", text, Map.of())
                .topology()
                .listeners()
                .get(0);
        return TlsContext.server(Objects.requireNonNull(listener.tls()), folder);
    }

    private TlsContext trusting() {
        return client(certificates.trustStore());
    }

    private static TlsContext client(Path trust) {
        return TestClients.client("trust: {store: " + trust + ", password: changeit}", "trust: [ca]");
    }

    private TlsContext showing(String key) {
        return TestClients.client(
                "keys: {store: " + certificates.keyStore() + ", password: changeit}, trust: {store: "
                        + certificates.trustStore() + ", password: changeit}",
                "keys: [" + key + "], trust: [ca]");
    }
}
