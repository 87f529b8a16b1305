package io.sluice.http.guard;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.CriticalHeaderParamsDeferral;
import com.nimbusds.jose.crypto.impl.EdDSAProvider;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/**
 * Verifies Ed25519 signatures (RFC 8037) with the Java runtime's own implementation; nimbus's needs a further library.
 * Thread-safe.
 */
final class EdwardsVerifier extends EdDSAProvider implements JWSVerifier {
    private static final String ED25519 = "Ed25519";
    private static final int KEY_BYTES = 32;

    private final CriticalHeaderParamsDeferral critical = new CriticalHeaderParamsDeferral();
    private final PublicKey key;

    /**
     * A verifier.
     *
     * @throws IllegalArgumentException if the key is none of Ed25519
     */
    EdwardsVerifier(OctetKeyPair jwk) {
        byte[] encoded = jwk.getDecodedX();
        if (encoded.length != KEY_BYTES) {
            throw new IllegalArgumentException("has " + encoded.length + " bytes (expected: " + KEY_BYTES + ")");
        }
        try {
            var point = new EdECPublicKeySpec(NamedParameterSpec.ED25519, point(encoded));
            this.key = KeyFactory.getInstance(ED25519).generatePublic(point);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("is no usable public key", e);
        }
    }

    /** The encoding of RFC 8032 section 5.1.2: y, the least significant byte first, and in its top bit whether x is odd. */
    private static EdECPoint point(byte[] encoded) {
        byte[] y = new byte[KEY_BYTES];
        for (int i = 0; i < KEY_BYTES; i++) {
            y[i] = encoded[KEY_BYTES - 1 - i];
        }
        boolean isOdd = (y[0] & 0x80) != 0;
        y[0] &= 0x7f;
        return new EdECPoint(isOdd, new BigInteger(1, y));
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signingInput, Base64URL signature) {
        if (!critical.headerPasses(header)) {
            return false;
        }
        try {
            var check = Signature.getInstance(ED25519);
            check.initVerify(key);
            check.update(signingInput);
            return check.verify(signature.decode());
        } catch (GeneralSecurityException e) {
            return false; // a signature that cannot even be read
        }
    }
}
