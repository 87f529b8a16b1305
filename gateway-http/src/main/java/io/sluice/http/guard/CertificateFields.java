package io.sluice.http.guard;

import io.sluice.config.Quoted;
import io.sluice.config.Suggestion;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

/** Fields of a certificate by the names that configurations use, such as {@code subject.cn}. */
final class CertificateFields {
    private static final List<String> PARTS = List.of("dn", "cn", "o", "ou", "c", "l", "st");
    /** Kinds of subject alternative names (RFC 5280 section 4.2.1.6) by name. */
    private static final Map<String, Integer> ALTERNATIVES = Map.of("san.dns", 2, "san.email", 1, "san.uri", 6);

    private final X509Certificate certificate;

    CertificateFields(X509Certificate certificate) {
        this.certificate = certificate;
    }

    /** Throws an IllegalArgumentException that names the field if there is no such one. */
    static void require(String field) {
        List<String> known = new ArrayList<>();
        PARTS.forEach(part -> known.add("subject." + part));
        PARTS.forEach(part -> known.add("issuer." + part));
        ALTERNATIVES.keySet().stream().sorted().forEach(known::add);
        if (!known.contains(field)) {
            throw new IllegalArgumentException("no certificate field " + Quoted.of(field) + Suggestion.of(field, known)
                    + " (expected: " + String.join(", ", known) + ")");
        }
    }

    /** The first value of a field that is known; empty if the certificate has none. */
    String first(String field) {
        List<String> values = all(field);
        return values.isEmpty() ? "" : values.get(0);
    }

    /** All values of a field that is known, most significant first. */
    List<String> all(String field) {
        Integer kind = ALTERNATIVES.get(field);
        if (kind != null) {
            return alternatives(kind);
        }
        int dot = field.indexOf('.');
        X500Principal principal = field.startsWith("subject.")
                ? certificate.getSubjectX500Principal()
                : certificate.getIssuerX500Principal();
        String part = field.substring(dot + 1);
        String name = principal.getName(X500Principal.RFC2253);
        return part.equals("dn") ? (name.isEmpty() ? List.of() : List.of(name)) : parts(name, part);
    }

    private static List<String> parts(String name, String part) {
        try {
            List<String> values = new ArrayList<>();
            for (var rdn : new LdapName(name).getRdns()) {
                var attribute = rdn.toAttributes().get(part.toUpperCase(Locale.ROOT));
                for (int i = 0; attribute != null && i < attribute.size(); i++) {
                    if (attribute.get(i) instanceof String value) {
                        values.add(0, value);
                    }
                }
            }
            return values;
        } catch (NamingException e) {
            return List.of(); // a name that the platform wrote and cannot read has no parts
        }
    }

    private List<String> alternatives(int kind) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            List<String> values = new ArrayList<>();
            for (List<?> name : names == null ? List.<List<?>>of() : names) {
                if (name.get(0) instanceof Integer type && type == kind) {
                    values.add(String.valueOf(name.get(1)));
                }
            }
            return values;
        } catch (CertificateParsingException e) {
            return List.of(); // as if it had none
        }
    }
}
