package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code options.tls} of a catalog or exporter: key material for a connection that the gateway opens itself.
 *
 * @param keys entries of the vault
 * @param trust entries of the vault
 * @param trustCaCerts whether the runtime's own authorities are trusted; null when not said
 */
public record OutboundTlsConfig(
        Location at,
        List<Text> keys,
        List<Text> trust,
        @Nullable Boolean trustCaCerts) {

    /** Copies the lists. */
    public OutboundTlsConfig {
        requireNonNull(at, "at");
        keys = List.copyOf(keys);
        trust = List.copyOf(trust);
    }

    /** The same as the options of a {@code tls} client. */
    public TlsOptionsConfig options() {
        return new TlsOptionsConfig(at, null, keys, trust, trustCaCerts, List.of(), List.of(), null, List.of());
    }
}
