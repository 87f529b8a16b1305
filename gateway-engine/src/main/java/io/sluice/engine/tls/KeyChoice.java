package io.sluice.engine.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows the certificate that stands for the name that a client asks for (SNI, RFC 6066 section 3), else the first one of an
 * algorithm that the client prefers.
 *
 * <p>The keys may be replaced at any time. A handshake that is under way goes on with those that it began with: aliases
 * tell the generations apart, and the last two are kept. Any thread.
 */
final class KeyChoice extends X509ExtendedKeyManager {
    private final Admission admission;
    private volatile Generation current;

    KeyChoice(List<KeyEntry> keys, Admission admission) {
        this.admission = admission;
        this.current = new Generation(0, keys, List.of());
    }

    /** One state of the files; aliases are {@code number.index}. */
    private record Generation(int number, List<KeyEntry> keys, List<KeyEntry> before) {

        String alias(KeyEntry entry) {
            return number + "." + keys.indexOf(entry);
        }

        @Nullable KeyEntry entry(String alias) {
            int dot = alias.indexOf('.');
            int generation = Integer.parseInt(alias.substring(0, dot));
            List<KeyEntry> entries = generation == number ? keys : generation == number - 1 ? before : List.of();
            int index = Integer.parseInt(alias.substring(dot + 1));
            return index < entries.size() ? entries.get(index) : null;
        }
    }

    synchronized void replace(List<KeyEntry> keys) {
        Generation old = current;
        current = new Generation(old.number + 1, keys, old.keys);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        if (!admission.admits(engine)) {
            return null; // without a certificate there is no handshake
        }
        Generation generation = current;
        List<KeyEntry> named = named(generation.keys, engine);
        return (named.isEmpty() ? generation.keys : named)
                .stream()
                        .filter(entry -> isOfType(entry, keyType))
                        .findFirst()
                        .map(generation::alias)
                        .orElse(null);
    }

    /** The keys for the name that is asked for, whatever their algorithm; empty when there are none. */
    private static List<KeyEntry> named(List<KeyEntry> keys, SSLEngine engine) {
        String name = keys.size() > 1 ? Admission.asked(engine) : null;
        return name == null
                ? List.of()
                : keys.stream()
                        .filter(entry -> CertificateNames.matches(entry.certificate(), name))
                        .toList();
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
        Generation generation = current;
        return generation.keys.stream()
                .filter(entry -> Arrays.stream(keyTypes).anyMatch(type -> isOfType(entry, type)))
                .filter(entry -> isIssuedBy(entry, issuers))
                .findFirst()
                .map(generation::alias)
                .orElse(null);
    }

    private static boolean isOfType(KeyEntry entry, String keyType) {
        return keyType.equals(entry.certificate().getPublicKey().getAlgorithm());
    }

    private static boolean isIssuedBy(KeyEntry entry, Principal @Nullable [] issuers) {
        if (issuers == null || issuers.length == 0) {
            return true;
        }
        Set<Principal> accepted = new HashSet<>(Arrays.asList(issuers));
        return entry.chain().stream()
                .flatMap(certificate ->
                        Stream.of(certificate.getIssuerX500Principal(), certificate.getSubjectX500Principal()))
                .anyMatch(accepted::contains);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        KeyEntry entry = current.entry(alias);
        return entry == null ? null : entry.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        KeyEntry entry = current.entry(alias);
        return entry == null ? null : entry.key();
    }

    // The rest is for blocking sockets, which nothing here uses.

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
