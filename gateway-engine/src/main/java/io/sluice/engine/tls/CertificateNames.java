package io.sluice.engine.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** For which host names a certificate stands (RFC 9525): its DNS names, or without any its common name. Stateless. */
final class CertificateNames {
    private static final Integer DNS_NAME = 2; // GeneralName of RFC 5280 section 4.2.1.6

    private CertificateNames() {}

    /** Whether a certificate stands for a host; {@code *} as the leftmost label stands for one label. */
    static boolean matches(X509Certificate certificate, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        return of(certificate).stream().anyMatch(name -> matches(name, wanted));
    }

    private static boolean matches(String name, String host) {
        if (!name.startsWith("*.")) {
            return name.equals(host);
        }
        int dot = host.indexOf('.');
        return dot > 0 && host.substring(dot).equals(name.substring(1));
    }

    private static List<String> of(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> alternative : alternatives) {
                    if (DNS_NAME.equals(alternative.get(0))) {
                        names.add(String.valueOf(alternative.get(1)).toLowerCase(Locale.ROOT));
                    }
                }
            }
            return names.isEmpty() ? commonNames(certificate) : names;
        } catch (CertificateParsingException | InvalidNameException e) {
            throw new IllegalArgumentException("The names of the certificate cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<String> commonNames(X509Certificate certificate) throws InvalidNameException {
        return new LdapName(certificate.getSubjectX500Principal().getName())
                .getRdns().stream()
                        .filter(rdn -> rdn.getType().equalsIgnoreCase("cn"))
                        .map(Rdn::getValue)
                        .map(value -> String.valueOf(value).toLowerCase(Locale.ROOT))
                        .toList();
    }
}
