package io.sluice.kafka.cluster;

import io.sluice.config.SaslConfig;
import io.sluice.config.Secret;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.authenticator.DefaultLogin;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/** How a client proves who it is, in the words of the Kafka client library. Stateless. */
final class SaslSettings {
    private SaslSettings() {}

    static void add(Login login, Map<String, Object> settings) {
        SaslConfig sasl = login.current().get();
        settings.put(SaslConfigs.SASL_MECHANISM, mechanism(sasl.mechanism()));
        switch (sasl.mechanism()) {
            case PLAIN -> settings.put(SaslConfigs.SASL_JAAS_CONFIG, withPassword(PlainLoginModule.class, sasl));
            case SCRAM_SHA_1, SCRAM_SHA_256, SCRAM_SHA_512 ->
                settings.put(SaslConfigs.SASL_JAAS_CONFIG, withPassword(ScramLoginModule.class, sasl));
            case OAUTHBEARER -> {
                settings.put(
                        SaslConfigs.SASL_JAAS_CONFIG,
                        OAuthBearerLoginModule.class.getName() + " required login=" + quoted(login.name()) + ";");
                settings.put(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, CurrentToken.class);
                settings.put(SaslConfigs.SASL_LOGIN_CLASS, DefaultLogin.class); // needs no thread that logs in again
                settings.put(CurrentToken.LOGIN, login);
            }
        }
    }

    private static String mechanism(SaslConfig.Mechanism mechanism) {
        return switch (mechanism) {
            case PLAIN -> "PLAIN";
            case SCRAM_SHA_1 -> "SCRAM-SHA-1";
            case SCRAM_SHA_256 -> "SCRAM-SHA-256";
            case SCRAM_SHA_512 -> "SCRAM-SHA-512";
            case OAUTHBEARER -> OAuthBearerLoginModule.OAUTHBEARER_MECHANISM;
        };
    }

    private static String withPassword(Class<?> module, SaslConfig sasl) {
        Secret password = Objects.requireNonNull(sasl.password(), "password");
        return module.getName() + " required username="
                + quoted(Objects.requireNonNull(sasl.username(), "username").value()) + " password="
                + quoted(password.value()) + ";";
    }

    /** A string of the JAAS configuration language, whatever it holds. */
    private static String quoted(String value) {
        // It reads strings as Java does, and ends them at the end of a line.
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
        return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r") + '"';
    }
}
