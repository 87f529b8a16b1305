package io.sluice.kafka.cluster;

import io.sluice.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.auth.SaslExtensionsCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.jspecify.annotations.Nullable;

/**
 * Hands the token of the configuration to the Kafka client library. What the token says is between its issuer and the
 * broker; here it is opaque, and taken as valid for as long as the broker takes it.
 */
public final class StaticToken implements AuthenticateCallbackHandler {
    /** The client setting that holds the token, a {@link Secret}. */
    static final String TOKEN = "sluice.sasl.token";

    private static final Duration LIFETIME = Duration.ofDays(1); // after which the library asks for it again

    private @Nullable Secret token;

    /** Made by reflection. */
    public StaticToken() {}

    @Override
    public void configure(Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> jaas) {
        token = (Secret) Objects.requireNonNull(settings.get(TOKEN), TOKEN);
    }

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof OAuthBearerTokenCallback wanted) {
                wanted.token(new Opaque(Objects.requireNonNull(token, "not configured"), Instant.now()));
            } else if (!(callback instanceof SaslExtensionsCallback)) { // there are no extensions
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    @Override
    public void close() {
        token = null;
    }

    private record Opaque(Secret secret, Instant now) implements OAuthBearerToken {

        @Override
        public String value() {
            return secret.value();
        }

        @Override
        public Set<String> scope() {
            return Set.of();
        }

        @Override
        public long lifetimeMs() {
            return now.plus(LIFETIME).toEpochMilli();
        }

        @Override
        public String principalName() {
            return "configured";
        }

        @Override
        public Long startTimeMs() {
            return now.toEpochMilli();
        }
    }
}
