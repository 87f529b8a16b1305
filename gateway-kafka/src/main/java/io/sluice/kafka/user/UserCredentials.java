package io.sluice.kafka.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.config.Location;
import io.sluice.config.SaslConfig;
import io.sluice.config.SaslTemplate;
import io.sluice.config.Secret;
import io.sluice.config.Text;
import io.sluice.config.fold.ClusterConfig;
import io.sluice.config.fold.UserSaslConfig;
import io.sluice.engine.flow.Identity;
import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes of what a guard knows of a sender what the brokers want to know. Any thread. */
final class UserCredentials {
    private static final int REMEMBERED = 10_000;
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private final List<Entry> entries;
    private final @Nullable String ownGuard;
    private final Fingerprints fingerprints = new Fingerprints();
    /** Whose a token is, by its proof: a token is taken apart once, not with every request. */
    private final Cache<String, Owner> owners = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterAccess(MEMORY)
            .executor(Runnable::run)
            .build();

    UserCredentials(ClusterConfig config) {
        this.entries = config.users().stream().map(Entry::of).toList();
        this.ownGuard = config.ownGuard();
    }

    /**
     * The credentials of a sender; null for one who acts in the gateway's name.
     *
     * @throws ProblemException if no guard that the cluster knows knows the sender, or it lacks something
     */
    @Nullable UserCredential of(Identity identity) {
        for (Entry entry : entries) {
            if (identity.name(entry.guard()) != null) {
                return credential(entry, entry.fill(identity));
            }
        }
        if (ownGuard != null && identity.name(ownGuard) != null) {
            return null;
        }
        throw new ProblemException(ProblemType.FORBIDDEN, "The sender is not known by a name that Kafka could know.");
    }

    private UserCredential credential(Entry entry, SaslConfig sasl) {
        Secret token = sasl.token();
        Secret password = sasl.password();
        if (token == null) {
            String username = Objects.requireNonNull(sasl.username()).value();
            String proof = fingerprints.of(entry.guard(), username, password == null ? "" : password.value());
            return new UserCredential(entry.guard(), proof, proof, sasl, Long.MAX_VALUE);
        }
        String proof = fingerprints.of(entry.guard(), token.value());
        Owner owner = owners.get(
                proof,
                key -> TokenClaims.of(token.value())
                        .map(claims -> new Owner(fingerprints.of(entry.guard(), claims.lasting()), claims.expiry()))
                        .orElseGet(() -> new Owner(key, Long.MAX_VALUE)));
        return new UserCredential(entry.guard(), owner.user(), proof, sasl, owner.expiry());
    }

    private record Owner(String user, long expiry) {}

    /** The compiled credentials of the senders that one guard knows. */
    private record Entry(
            String guard,
            Location at,
            SaslConfig.Mechanism mechanism,
            @Nullable SaslTemplate username,
            @Nullable SaslTemplate password,
            @Nullable SaslTemplate token) {

        static Entry of(UserSaslConfig config) {
            SaslConfig sasl = config.sasl();
            Text username = sasl.username();
            return new Entry(
                    config.guard(),
                    sasl.at(),
                    sasl.mechanism(),
                    username == null ? null : SaslTemplate.compile(username.value()),
                    compile(sasl.password()),
                    compile(sasl.token()));
        }

        private static @Nullable SaslTemplate compile(@Nullable Secret secret) {
            return secret == null ? null : SaslTemplate.compile(secret.value());
        }

        SaslConfig fill(Identity identity) {
            return new SaslConfig(
                    at,
                    mechanism,
                    username == null ? null : new Text(fill(username, identity), at),
                    password == null ? null : new Secret(fill(password, identity)),
                    token == null ? null : new Secret(fill(token, identity)));
        }

        private String fill(SaslTemplate template, Identity identity) {
            return template.fill(name -> {
                String value = value(name, identity);
                if (value == null) {
                    throw new ProblemException(
                            ProblemType.FORBIDDEN, "What Kafka wants to know of the sender is not known of it.");
                }
                return value;
            });
        }

        private @Nullable String value(String name, Identity identity) {
            if (name.equals(SaslTemplate.IDENTITY)) {
                return identity.name(guard);
            }
            if (name.equals(SaslTemplate.CREDENTIALS)) {
                Secret credentials = identity.credentials(guard);
                return credentials == null ? null : credentials.value();
            }
            return identity.attribute(guard, name.substring(SaslTemplate.ATTRIBUTES.length()));
        }
    }
}
