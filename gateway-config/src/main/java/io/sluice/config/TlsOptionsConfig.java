package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code options} of a {@code tls} binding. Entries of the lists are names within the vault.
 *
 * @param version protocol version, null for what the runtime offers
 * @param trustCaCerts whether the runtime's own authorities are trusted; null when not said: a client without
 *     {@code trust} then uses them
 * @param mutual whether the peer must show a certificate; null when not said: a server with {@code trust} then requires
 *     one
 */
public record TlsOptionsConfig(
        Location at,
        @Nullable String version,
        List<Text> keys,
        List<Text> trust,
        @Nullable Boolean trustCaCerts,
        List<Text> sni,
        List<Text> alpn,
        @Nullable MutualTls mutual,
        List<Text> signers) {

    /** Copies the lists. */
    public TlsOptionsConfig {
        requireNonNull(at, "at");
        keys = List.copyOf(keys);
        trust = List.copyOf(trust);
        sni = List.copyOf(sni);
        alpn = List.copyOf(alpn);
        signers = List.copyOf(signers);
    }

    /** The options of a binding that has none. */
    public static TlsOptionsConfig none(Location at) {
        return new TlsOptionsConfig(at, null, List.of(), List.of(), null, List.of(), List.of(), null, List.of());
    }
}
