package io.sluice.kafka.user;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.SaslConfig;
import io.sluice.config.Secret;
import io.sluice.engine.flow.Identity;
import io.sluice.engine.flow.TestIdentity;
import io.sluice.engine.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class UserCredentialsTest {
    private static final SaslConfig OWN = UserConfigs.password("gateway", "own");

    private static UserCredentials credentials(SaslConfig users) {
        return new UserCredentials(UserConfigs.cluster("127.0.0.1:1", OWN, users, 1));
    }

    private static UserCredential token(UserCredentials credentials, String claims) {
        String body = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return requireNonNull(credentials.of(UserConfigs.sender("alice", "e30." + body + ".c2ln")));
    }

    @Test
    void fillsInWhatTheGuardKnows() {
        var credentials = credentials(UserConfigs.password("web-{identity}", "{attributes.kafka}"));
        var alice = TestIdentity.of(UserConfigs.GUARD, "alice").with("kafka", "s3cret");

        UserCredential credential = requireNonNull(credentials.of(alice));

        assertThat(requireNonNull(credential.sasl().username()).value()).isEqualTo("web-alice");
        assertThat(credential.sasl().password()).isEqualTo(new Secret("s3cret"));
        assertThat(credential.toString()).doesNotContain("alice", "s3cret");
    }

    @Test
    void refusesWhomItCannotNameToTheBrokers() {
        var credentials = credentials(UserConfigs.password("{identity}", "{credentials}"));
        var certificate = TestIdentity.of(UserConfigs.GUARD, "alice");

        assertThatThrownBy(() -> credentials.of(Identity.ANONYMOUS)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> credentials.of(certificate)).isInstanceOf(ProblemException.class);
    }

    @Test
    void letsTheGatewaysOwnGuardActInTheGatewaysName() {
        var credentials = credentials(UserConfigs.password("{identity}", "{credentials}"));

        assertThat(credentials.of(TestIdentity.of("robot", "robot"))).isNull();
    }

    @Test
    void tellsPasswordsApart() {
        var credentials = credentials(UserConfigs.password("{identity}", "{credentials}"));

        UserCredential one = requireNonNull(credentials.of(UserConfigs.sender("alice", "one")));
        UserCredential same = requireNonNull(credentials.of(UserConfigs.sender("alice", "one")));
        UserCredential two = requireNonNull(credentials.of(UserConfigs.sender("alice", "two")));
        UserCredential shifted = requireNonNull(credentials.of(UserConfigs.sender("aliceo", "ne")));

        assertThat(one.user()).isEqualTo(same.user()).isNotEqualTo(two.user()).isNotEqualTo(shifted.user());
    }

    @Test
    void takesARenewedTokenForTheSameUserAndAnyOtherForAnother() {
        var credentials = credentials(UserConfigs.token("{credentials}"));

        UserCredential first = token(credentials, "{\"sub\":\"a\",\"exp\":10,\"jti\":\"1\",\"groups\":[\"x\"]}");
        UserCredential renewed = token(credentials, "{\"jti\":\"2\",\"groups\":[\"x\"],\"exp\":20,\"sub\":\"a\"}");
        UserCredential more = token(credentials, "{\"sub\":\"a\",\"exp\":20,\"groups\":[\"x\",\"y\"]}");
        UserCredential other = token(credentials, "{\"sub\":\"b\",\"exp\":10,\"groups\":[\"x\"]}");

        assertThat(renewed.user()).isEqualTo(first.user());
        assertThat(renewed.proof()).isNotEqualTo(first.proof());
        assertThat(renewed.expiry()).isEqualTo(20);
        assertThat(more.user()).isNotEqualTo(first.user());
        assertThat(other.user()).isNotEqualTo(first.user());
    }

    @Test
    void takesATokenThatItCannotReadForItself() {
        var credentials = credentials(UserConfigs.token("{credentials}"));

        for (String claims : new String[] {"{}", "[]", "no json", "{\"exp\":\"soon\"}"}) {
            UserCredential credential = token(credentials, claims);

            assertThat(credential.user()).isEqualTo(credential.proof());
            assertThat(credential.expiry()).isEqualTo(Long.MAX_VALUE);
        }
        UserCredential opaque = requireNonNull(credentials.of(UserConfigs.sender("alice", "opaque.!.")));
        assertThat(opaque.user()).isEqualTo(opaque.proof());
    }
}
