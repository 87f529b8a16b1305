package io.sluice.http.guard;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.util.Map;
import java.util.Set;

/**
 * A public key and the algorithms it may be used with, which its type decides and not the token (RFC 8725 section 3.1):
 * a key that is public is never a secret of HS256. Immutable, thread-safe.
 */
final class VerificationKey {
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final Set<JWSAlgorithm> RSA = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512);
    /** The names of RFC 8037 and of RFC 9864. */
    private static final Set<JWSAlgorithm> EDWARDS = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

    private static final Map<Curve, JWSAlgorithm> EC =
            Map.of(Curve.P_256, JWSAlgorithm.ES256, Curve.P_384, JWSAlgorithm.ES384, Curve.P_521, JWSAlgorithm.ES512);

    private final Set<JWSAlgorithm> algorithms;
    private final JWSVerifier verifier;

    private VerificationKey(Set<JWSAlgorithm> algorithms, JWSVerifier verifier) {
        this.algorithms = algorithms;
        this.verifier = verifier;
    }

    /**
     * A key for signatures.
     *
     * @throws IllegalArgumentException if it is of no use for them; the message says why
     */
    static VerificationKey of(JWK jwk) {
        if (jwk.getKeyUse() != null && !KeyUse.SIGNATURE.equals(jwk.getKeyUse())) {
            throw new IllegalArgumentException("is not for signatures (use: " + jwk.getKeyUse() + ")");
        }
        try {
            if (jwk instanceof RSAKey rsa) {
                if (rsa.size() < MIN_RSA_BITS || rsa.size() > MAX_RSA_BITS) {
                    throw new IllegalArgumentException(
                            "has " + rsa.size() + " bits (expected: " + MIN_RSA_BITS + " to " + MAX_RSA_BITS + ")");
                }
                return new VerificationKey(allowed(jwk, RSA), new RSASSAVerifier(rsa));
            }
            JWSAlgorithm algorithm = jwk instanceof ECKey ec ? EC.get(ec.getCurve()) : null;
            if (jwk instanceof ECKey ec && algorithm != null) {
                return new VerificationKey(allowed(jwk, Set.of(algorithm)), new ECDSAVerifier(ec));
            }
            if (jwk instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve())) {
                return new VerificationKey(allowed(jwk, EDWARDS), new EdwardsVerifier(pair));
            }
        } catch (JOSEException e) {
            throw new IllegalArgumentException("is no usable public key", e);
        }
        throw new IllegalArgumentException(
                "is of a type that is not supported (expected: RSA, EC with P-256, P-384 or P-521, or OKP with Ed25519)");
    }

    private static Set<JWSAlgorithm> allowed(JWK jwk, Set<JWSAlgorithm> possible) {
        if (jwk.getAlgorithm() == null) {
            return possible;
        }
        for (JWSAlgorithm algorithm : possible) {
            if (algorithm.getName().equals(jwk.getAlgorithm().getName())) {
                return Set.of(algorithm);
            }
        }
        throw new IllegalArgumentException("has an alg that does not fit its type: " + jwk.getAlgorithm());
    }

    /** Whether a token says it is signed in a way that fits this key. */
    boolean fits(JWSAlgorithm algorithm) {
        return algorithms.contains(algorithm);
    }

    /** Whether a token whose algorithm fits is signed with this key. */
    boolean hasSigned(SignedJWT token) {
        try {
            return token.verify(verifier);
        } catch (JOSEException | IllegalStateException e) {
            return false; // a signature that cannot even be read
        }
    }
}
