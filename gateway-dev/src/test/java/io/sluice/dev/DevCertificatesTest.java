package io.sluice.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevCertificatesTest {
    @TempDir
    private Path folder;

    private DevCertificates certificates;

    @BeforeEach
    void makeAuthority() {
        certificates = DevCertificates.in(folder);
    }

    private static KeyStore load(Path path) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(path)) {
            store.load(in, DevCertificates.PASSWORD.toCharArray());
        }
        return store;
    }

    private static X509Certificate read(Path pem) throws Exception {
        try (InputStream in = Files.newInputStream(pem)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    @Test
    void issuesWhatItsAuthorityHasSigned() throws Exception {
        certificates.issue("server", "CN=server", "EC", "dns:localhost", "ip:127.0.0.1");

        var issued = (X509Certificate) load(certificates.keyStore()).getCertificate("server");
        issued.verify(load(certificates.trustStore()).getCertificate("ca").getPublicKey());
        issued.checkValidity();
        assertThat(issued.getSubjectX500Principal().getName()).isEqualTo("CN=server");
        assertThat(issued.getSubjectAlternativeNames()).hasSize(2);
        assertThat(read(certificates.authority()))
                .isEqualTo(load(certificates.trustStore()).getCertificate("ca"));
    }

    @Test
    void issuesInPlaceOfAnEarlierOne() throws Exception {
        certificates.issue("server", "CN=first", "EC");
        certificates.issue("server", "CN=second", "EC");

        var issued = (X509Certificate) load(certificates.keyStore()).getCertificate("server");
        assertThat(issued.getSubjectX500Principal().getName()).isEqualTo("CN=second");
    }

    @Test
    void writesPem() throws Exception {
        certificates.issue("server", "CN=server", "RSA");

        certificates.export("server", folder);

        assertThat(read(folder.resolve("server.crt")))
                .isEqualTo(load(certificates.keyStore()).getCertificate("server"));
        assertThat(folder.resolve("server.key")).content().startsWith("-----BEGIN PRIVATE KEY-----\n");
    }

    @Test
    void saysWhatKeytoolSays() {
        assertThatIllegalStateException()
                .isThrownBy(() -> certificates.issue("server", "no name", "EC"))
                .withMessageContaining("keytool failed:");
    }
}
