package io.sluice.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationKeysTest {

    private static String set(JWK... keys) {
        StringBuilder text = new StringBuilder(
                "{\"keys\":[{\"kty\":\"new\",\"kid\":\"new\"},"
                        + "{\"kty\":\"OKP\",\"crv\":\"Ed448\",\"kid\":\"ed\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}");
        for (JWK key : keys) {
            text.append(',').append(key.toJSONString());
        }
        return text.append("]}").toString();
    }

    @Test
    void takesTheKeysThatCanVerifyAndLeavesTheOthers() throws ParseException, JOSEException {
        var rsa = new RSAKeyGenerator(2048).keyID("rsa").generate().toPublicJWK();
        var bound = new RSAKeyGenerator(2048)
                .keyID("bound")
                .algorithm(new Algorithm("PS256"))
                .generate();
        var ec = new ECKeyGenerator(Curve.P_384).keyID("ec").generate();
        var secret = new OctetSequenceKeyGenerator(256).keyID("secret").generate();
        var encryption =
                new RSAKeyGenerator(2048).keyID("enc").keyUse(KeyUse.ENCRYPTION).generate();
        var misfit = new ECKeyGenerator(Curve.P_256)
                .keyID("misfit")
                .algorithm(JWSAlgorithm.HS256)
                .generate();
        var weak = new RSAKeyGenerator(1024, true).keyID("weak").generate();

        var keys = VerificationKeys.parse(set(rsa, bound, ec, secret, encryption, misfit, weak));

        assertThat(keys.size()).isEqualTo(3);
        assertThat(key(keys, "rsa").fits(JWSAlgorithm.RS256)).isTrue();
        assertThat(key(keys, "rsa").fits(JWSAlgorithm.PS512)).isTrue();
        assertThat(key(keys, "rsa").fits(JWSAlgorithm.HS256)).isFalse();
        assertThat(key(keys, "rsa").fits(JWSAlgorithm.ES256)).isFalse();
        assertThat(key(keys, "bound").fits(JWSAlgorithm.PS256)).isTrue();
        assertThat(key(keys, "bound").fits(JWSAlgorithm.RS256)).isFalse();
        assertThat(key(keys, "ec").fits(JWSAlgorithm.ES384)).isTrue();
        assertThat(key(keys, "ec").fits(JWSAlgorithm.ES256)).isFalse();
    }

    /** The key and token of RFC 8037 appendix A. */
    @Test
    void verifiesEd25519() throws ParseException {
        var keys = VerificationKeys.parse("{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"ed\","
                + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}");
        String signed = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.";
        String signature = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

        VerificationKey key = key(keys, "ed");

        assertThat(key.fits(JWSAlgorithm.EdDSA)).isTrue();
        assertThat(key.fits(JWSAlgorithm.HS256)).isFalse();
        assertThat(key.hasSigned(SignedJWT.parse(signed + signature))).isTrue();
        assertThat(key.hasSigned(SignedJWT.parse(signed + "i" + signature.substring(1))))
                .isFalse();
        assertThat(key.hasSigned(SignedJWT.parse(signed + "aGk"))).isFalse();
    }

    @Test
    void refusesAnEd25519KeyThatIsNoPoint() {
        assertThatThrownBy(() -> VerificationKeys.parse(
                        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"ed\",\"x\":\"11qY\"}]}"))
                .isInstanceOf(ParseException.class);
    }

    private static VerificationKey key(VerificationKeys keys, String id) {
        return Objects.requireNonNull(keys.get(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{}", "{\"keys\":7}", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"RSA\"}]}", "<html>"})
    void refusesWhatHasNoUsableKey(String text) {
        assertThatThrownBy(() -> VerificationKeys.parse(text)).isInstanceOf(ParseException.class);
    }
}
