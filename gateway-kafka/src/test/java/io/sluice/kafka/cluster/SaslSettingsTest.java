package io.sluice.kafka.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.Location;
import io.sluice.config.SaslConfig;
import io.sluice.config.SaslConfig.Mechanism;
import io.sluice.config.Secret;
import io.sluice.config.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.security.auth.callback.Callback;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaslSettingsTest {
    private static final Location AT = new Location("zilla.yaml", 1, 1, "");

    private static Map<String, Object> settings(Login login) {
        Map<String, Object> settings = new HashMap<>();
        SaslSettings.add(login, settings);
        return settings;
    }

    private static SaslConfig token(String token) {
        return new SaslConfig(AT, Mechanism.OAUTHBEARER, null, null, new Secret(token));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "a\"b\\c\\",
                "x\" username=\"admin",
                "x\n username=\"admin\" y=\"",
                "x\r\nusername=admin;",
                "\\n \t \0 \u001b ö € 😀",
                ""
            })
    void takesANameAsItIsWhateverItHolds(String name) {
        var password = new Secret(name);
        var sasl = new SaslConfig(AT, Mechanism.PLAIN, new Text(name, AT), password, null);

        String jaas = (String) settings(Login.of(() -> sasl)).get(SaslConfigs.SASL_JAAS_CONFIG);

        Map<String, ?> options = JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaas)))
                .configurationEntries()
                .get(0)
                .getOptions();
        assertThat(options).hasSize(2);
        assertThat(options.get("username")).isEqualTo(name);
        assertThat(options.get("password")).isEqualTo(name);
    }

    /** The library shares a login among clients whose JAAS configurations are equal. */
    @Test
    void letsNoTwoPrincipalsWithTokensLookAlike() {
        Map<String, Object> one = settings(Login.of(() -> token("one")));
        Map<String, Object> two = settings(Login.of(() -> token("two")));

        assertThat(one.get(SaslConfigs.SASL_JAAS_CONFIG)).isNotEqualTo(two.get(SaslConfigs.SASL_JAAS_CONFIG));
    }

    @Test
    void showsTheTokenThatIsCurrentWhenAConnectionProvesItself() throws Exception {
        var current = new AtomicReference<>(token("first"));
        Map<String, Object> settings = settings(Login.of(current::get));
        var handler = new CurrentToken();
        handler.configure(settings, "OAUTHBEARER", List.of());
        var wanted = new OAuthBearerTokenCallback();
        handler.handle(new Callback[] {wanted});
        handler.close();

        current.set(token("second"));

        assertThat(wanted.token().value()).isEqualTo("second");
        assertThat(wanted.token().toString()).doesNotContain("second");
    }
}
