package io.sluice.config;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Credentials for a Kafka cluster: {@code options.sasl} (1.x) or {@code options.authorization.<guard>.credentials} (2.x).
 *
 * @param username null with {@link Mechanism#OAUTHBEARER}
 * @param password null with {@link Mechanism#OAUTHBEARER}
 * @param token only with {@link Mechanism#OAUTHBEARER}, else null
 */
public record SaslConfig(
        Location at,
        Mechanism mechanism,
        @Nullable Text username,
        @Nullable Secret password,
        @Nullable Secret token) {

    /** Rejects missing parts. */
    public SaslConfig {
        requireNonNull(at, "at");
        requireNonNull(mechanism, "mechanism");
    }

    /** How the gateway proves who it is. */
    public enum Mechanism {
        /** {@code plain}, RFC 4616. */
        PLAIN("plain"),
        /** {@code scram-sha-1}, RFC 5802. */
        SCRAM_SHA_1("scram-sha-1"),
        /** {@code scram-sha-256}, RFC 7677. */
        SCRAM_SHA_256("scram-sha-256"),
        /** {@code scram-sha-512}. */
        SCRAM_SHA_512("scram-sha-512"),
        /** {@code oauthbearer}, RFC 7628. */
        OAUTHBEARER("oauthbearer");

        private final String word;

        Mechanism(String word) {
            this.word = word;
        }

        /** The word that stands in the configuration. */
        public String word() {
            return word;
        }
    }
}
