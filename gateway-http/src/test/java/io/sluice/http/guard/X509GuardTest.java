package io.sluice.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.GuardConfig;
import io.sluice.config.Location;
import io.sluice.config.Text;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class X509GuardTest {
    private static final Location AT = new Location("zilla.yaml", 1, 1, "guards.g");

    /** Subject: C=DE, O="Acme, Inc.", OU=Pumps, CN=pump-7; alternative names: DNS, URI and email. */
    private static final String PEM = """
            -----BEGIN CERTIFICATE-----
            MIICGzCCAcCgAwIBAgIUP0HKcrYFa0Iq0xDgPqZ844v/JwswCgYIKoZIzj0EAwIw
            QzELMAkGA1UEBhMCREUxEzARBgNVBAoMCkFjbWUsIEluYy4xDjAMBgNVBAsMBVB1
            bXBzMQ8wDQYDVQQDDAZwdW1wLTcwIBcNMjYxMTIxMDgwNzA5WhgPMjEyNjEwMjgw
            ODA3MDlaMEMxCzAJBgNVBAYTAkRFMRMwEQYDVQQKDApBY21lLCBJbmMuMQ4wDAYD
            VQQLDAVQdW1wczEPMA0GA1UEAwwGcHVtcC03MFkwEwYHKoZIzj0CAQYIKoZIzj0D
            AQcDQgAE6KXcHD+ZIYLiW8YBNn519e7ks3obkP1akRISx9QcQMalLCtdS8wrbhdD
            4TDE0e1sxFHUHbAxKttQXYQq2Sw4zqOBjzCBjDAdBgNVHQ4EFgQU4nDofKnA5v5N
            BMFNaguJ7C5fPB8wHwYDVR0jBBgwFoAU4nDofKnA5v5NBMFNaguJ7C5fPB8wDwYD
            VR0TAQH/BAUwAwEB/zA5BgNVHREEMjAwghBwdW1wLmV4YW1wbGUuY29thgp1cm46
            cHVtcDo3gRBwdW1wQGV4YW1wbGUuY29tMAoGCCqGSM49BAMCA0kAMEYCIQDxGk24
            G+/dfEcpbfLM87WfqOlQRK9qexd5J4/oGfn/1QIhAKusrKT6T2y21QHR7iTrAaXY
            3tCnX10hFCIxMWjBHw//
            -----END CERTIFICATE-----
            """;

    private static X509Certificate certificate() {
        try {
            var bytes = new ByteArrayInputStream(PEM.getBytes(StandardCharsets.US_ASCII));
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Guard guard(
            String identity, Map<String, Text> attributes, Map<String, List<Map<String, Text>>> roles) {
        return new X509Guard(new GuardConfig.X509("g", AT, identity, attributes, roles));
    }

    private static Text text(String value) {
        return new Text(value, AT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subject.cn  | pump-7",
                "subject.o   | Acme, Inc.",
                "subject.ou  | Pumps",
                "subject.c   | DE",
                "subject.dn  | CN=pump-7,OU=Pumps,O=Acme\\, Inc.,C=DE",
                "issuer.cn   | pump-7",
                "san.dns     | pump.example.com",
                "san.email   | pump@example.com",
                "san.uri     | urn:pump:7"
            })
    void namesTheOwner(String field, String expected) {
        assertThat(guard(field, Map.of(), Map.of()).check(certificate()))
                .isEqualTo(new Verdict.Accepted(expected, Map.of(), Set.of()));
    }

    @Test
    void rejectsWhatDoesNotNameItsOwner() {
        assertThat(guard("subject.l", Map.of(), Map.of()).check(certificate())).isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void grantsRolesOfWhichOneAlternativeMatchesInAllItsFields() {
        Map<String, List<Map<String, Text>>> roles = Map.of(
                "pump", List.of(Map.of("subject.cn", text("other")), Map.of("subject.cn", text("pump-*"))),
                "acme", List.of(Map.of("subject.o", text("Acme, Inc."), "subject.ou", text("Pumps"))),
                "valve", List.of(Map.of("subject.o", text("Acme, Inc."), "subject.ou", text("Valves"))),
                "regex", List.of(Map.of("subject.cn", text("pump.7"))),
                "nobody", List.of(Map.of()));

        Verdict verdict = guard("subject.cn", Map.of("org", text("subject.o"), "city", text("subject.l")), roles)
                .check(certificate());

        assertThat(verdict)
                .isEqualTo(new Verdict.Accepted("pump-7", Map.of("org", "Acme, Inc."), Set.of("pump", "acme")));
    }

    @Test
    void saysWhichFieldItDoesNotKnow() {
        assertThatThrownBy(() -> guard("subject.cm", Map.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no certificate field \"subject.cm\" (did you mean \"subject.cn\"?)");
    }
}
