package io.sluice.config.yaml;

import io.sluice.config.SaslConfig;
import io.sluice.config.SaslConfig.Mechanism;
import io.sluice.config.Secret;
import io.sluice.config.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code options.sasl} (1.x) and {@code options.authorization} (2.x) of a {@code kafka} client. */
final class SaslReader {

    private SaslReader() {}

    static Map<String, SaslConfig> authorization(@Nullable Cursor guards) {
        Map<String, SaslConfig> authorization = new LinkedHashMap<>();
        if (guards == null) {
            return authorization;
        }
        guards.allMappings().forEach((guard, cursor) -> {
            SaslConfig credentials = read(cursor.requireMapping("credentials"), true);
            if (credentials != null) {
                authorization.put(guard, credentials);
            }
            cursor.finish();
        });
        return authorization;
    }

    /**
     * Null when absent or without a known mechanism.
     *
     * @param withToken whether {@code oauthbearer} may be used, which 1.x does not have
     */
    static @Nullable SaslConfig read(@Nullable Cursor credentials, boolean withToken) {
        if (credentials == null) {
            return null;
        }
        if (!credentials.has("mechanism")) {
            credentials.missing("mechanism");
        }
        Mechanism mechanism = credentials.choice("mechanism", mechanisms(withToken));
        if (mechanism == null) {
            return null;
        }
        boolean isToken = mechanism == Mechanism.OAUTHBEARER;
        Text username = isToken ? null : credentials.requireText("username");
        Secret password = isToken ? null : required(credentials, "password");
        Secret token = isToken ? required(credentials, "token") : null;
        credentials.finish();
        return new SaslConfig(credentials.at(), mechanism, username, password, token);
    }

    private static @Nullable Secret required(Cursor credentials, String key) {
        if (!credentials.has(key)) {
            credentials.missing(key);
        }
        return credentials.secret(key);
    }

    private static Map<String, Mechanism> mechanisms(boolean withToken) {
        Map<String, Mechanism> words = new LinkedHashMap<>();
        for (Mechanism mechanism : Mechanism.values()) {
            if (withToken || mechanism != Mechanism.OAUTHBEARER) {
                words.put(mechanism.word(), mechanism);
            }
        }
        return words;
    }
}
