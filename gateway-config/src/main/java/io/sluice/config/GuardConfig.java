package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What tells who a client is and which roles it has. */
public sealed interface GuardConfig {

    /** The name within the namespace. */
    String name();

    /** Where the guard starts. */
    Location at();

    /**
     * {@code type: jwt}.
     *
     * @param issuer null when not said
     * @param audience null when not said
     * @param roles claim that holds the roles
     * @param identity claim that holds the identity
     * @param challenge how long before expiry a client is asked to renew; null for never
     * @param attributes attribute name to claim
     * @param keys keys in the file; empty when they are fetched
     * @param keysLocation where keys are fetched; null for keys in the file or the issuer's well-known place
     * @param plainHttp whether keys may be fetched without TLS from another host
     * @param leeway how far clocks may differ when a token's times are checked
     */
    record Jwt(
            String name,
            Location at,
            @Nullable Text issuer,
            @Nullable Text audience,
            String roles,
            String identity,
            @Nullable Duration challenge,
            Map<String, Text> attributes,
            List<Key> keys,
            @Nullable Text keysLocation,
            boolean plainHttp,
            Duration leeway)
            implements GuardConfig {
        /** Default of {@code roles}. */
        public static final String DEFAULT_ROLES = "scope";
        /** Default of {@code identity}. */
        public static final String DEFAULT_IDENTITY = "sub";
        /** Default of {@code leeway}. */
        public static final Duration DEFAULT_LEEWAY = Duration.ofSeconds(30);

        /** Copies the collections. */
        public Jwt {
            requireNonNull(name, "name");
            requireNonNull(at, "at");
            requireNonNull(roles, "roles");
            requireNonNull(identity, "identity");
            attributes = Ordered.copyOf(attributes);
            keys = List.copyOf(keys);
            requireNonNull(leeway, "leeway");
        }
    }

    /**
     * A JSON web key (RFC 7517).
     *
     * @param parameters the other members: {@code n}, {@code e}, {@code crv}, {@code x}, {@code y}, {@code use}
     */
    record Key(
            Location at, String kty, String kid, @Nullable String alg, Map<String, Text> parameters) {

        /** Copies the map. */
        public Key {
            requireNonNull(at, "at");
            requireNonNull(kty, "kty");
            requireNonNull(kid, "kid");
            parameters = Ordered.copyOf(parameters);
        }
    }

    /**
     * {@code type: inline}: credentials that stand in the file.
     *
     * @param identity null when not said
     * @param credentials null when not said
     * @param format null when not said
     */
    record Inline(
            String name,
            Location at,
            @Nullable Text identity,
            @Nullable Secret credentials,
            @Nullable String format) implements GuardConfig {

        /** Rejects missing parts. */
        public Inline {
            requireNonNull(name, "name");
            requireNonNull(at, "at");
        }
    }

    /**
     * {@code type: basic}: names and passwords of a file.
     *
     * @param file relative to the configuration's folder; lines of name, hash and roles with colons between them
     */
    record Basic(String name, Location at, Text file) implements GuardConfig {

        /** Rejects missing parts. */
        public Basic {
            requireNonNull(name, "name");
            requireNonNull(at, "at");
            requireNonNull(file, "file");
        }
    }

    /**
     * {@code type: x509}: identity from the client certificate.
     *
     * @param identity certificate field
     * @param attributes attribute name to certificate field
     * @param roles role to the alternatives that grant it, each a certificate field to a pattern
     */
    record X509(
            String name,
            Location at,
            String identity,
            Map<String, Text> attributes,
            Map<String, List<Map<String, Text>>> roles)
            implements GuardConfig {
        /** Default of {@code identity}. */
        public static final String DEFAULT_IDENTITY = "subject.dn";

        /** Copies the maps. */
        public X509 {
            requireNonNull(name, "name");
            requireNonNull(at, "at");
            requireNonNull(identity, "identity");
            attributes = Ordered.copyOf(attributes);
            roles = Ordered.copyOf(roles);
        }
    }
}
