package io.sluice.kafka.cluster;

import io.sluice.config.Secret;
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
 * Hands the token of a {@link Login} to the Kafka client library: whenever a connection proves itself, at its beginning
 * or again later, the one that is current at that moment. What the token says is between its issuer and the broker; here
 * it is opaque, and taken as valid for as long as the broker takes it.
 */
public final class CurrentToken implements AuthenticateCallbackHandler {
    /** The client setting that holds the {@link Login}. */
    static final String LOGIN = "sluice.sasl.login";

    private @Nullable Login login;

    /** Made by reflection. */
    public CurrentToken() {}

    @Override
    public void configure(Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> jaas) {
        login = (Login) Objects.requireNonNull(settings.get(LOGIN), LOGIN);
    }

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof OAuthBearerTokenCallback wanted) {
                wanted.token(new Live(Objects.requireNonNull(login, "not configured"), Instant.now()));
            } else if (!(callback instanceof SaslExtensionsCallback)) { // there are no extensions
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    @Override
    public void close() {
        login = null;
    }

    /** Stays the same while the token behind it changes, so that nothing has to log in again. */
    private record Live(Login login, Instant start) implements OAuthBearerToken {

        @Override
        public String value() {
            Secret token = Objects.requireNonNull(login.current().get().token(), "token");
            return token.value();
        }

        @Override
        public Set<String> scope() {
            return Set.of();
        }

        @Override
        public long lifetimeMs() {
            return Long.MAX_VALUE;
        }

        @Override
        public String principalName() {
            return login.name();
        }

        @Override
        public Long startTimeMs() {
            return start.toEpochMilli();
        }
    }
}
