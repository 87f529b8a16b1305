package io.sluice.http.guard;

import io.sluice.config.GuardConfig;
import io.sluice.config.Text;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code type: x509}: the subject of a client certificate. Whether the certificate is trusted was decided in the TLS
 * handshake. Immutable.
 */
final class X509Guard {
    private final String identity;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final Map<String, List<Map<String, Pattern>>> roles = new LinkedHashMap<>();

    /**
     * A guard.
     *
     * @throws IllegalArgumentException if a field is not known; the message names it
     */
    X509Guard(GuardConfig.X509 config) {
        this.identity = known(config.identity());
        config.attributes().forEach((name, field) -> attributes.put(name, known(field.value())));
        config.roles().forEach((role, alternatives) -> {
            List<Map<String, Pattern>> compiled = new ArrayList<>();
            for (Map<String, Text> alternative : alternatives) {
                Map<String, Pattern> fields = new LinkedHashMap<>();
                alternative.forEach((field, pattern) -> fields.put(known(field), wildcard(pattern.value())));
                compiled.add(fields);
            }
            roles.put(role, compiled);
        });
    }

    private static String known(String field) {
        CertificateFields.require(field);
        return field;
    }

    /** {@code *} stands for anything, all else for itself. */
    private static Pattern wildcard(String pattern) {
        return Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
    }

    /** Who owns a certificate. */
    Verdict check(X509Certificate certificate) {
        var fields = new CertificateFields(certificate);
        String name = fields.first(identity);
        if (name.isEmpty()) {
            return new Verdict.Rejected("The client certificate lacks the field that names its owner.");
        }
        Map<String, String> values = new LinkedHashMap<>();
        attributes.forEach((attribute, field) -> {
            String value = fields.first(field);
            if (!value.isEmpty()) {
                values.put(attribute, value);
            }
        });
        Set<String> granted = new LinkedHashSet<>();
        roles.forEach((role, alternatives) -> {
            if (alternatives.stream().anyMatch(alternative -> matches(fields, alternative))) {
                granted.add(role);
            }
        });
        return new Verdict.Accepted(name, values, granted);
    }

    private static boolean matches(CertificateFields fields, Map<String, Pattern> alternative) {
        return !alternative.isEmpty()
                && alternative.entrySet().stream()
                        .allMatch(field -> fields.all(field.getKey()).stream()
                                .anyMatch(
                                        value -> field.getValue().matcher(value).matches()));
    }
}
