package io.sluice.engine.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.List;

/**
 * A private key and the certificates that go with it.
 *
 * @param name the entry's name in its store
 * @param chain the key's own certificate first; never empty
 */
record KeyEntry(String name, PrivateKey key, List<X509Certificate> chain) {

    /** Copies the chain. */
    KeyEntry {
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("no certificate goes with the key of the entry " + name);
        }
        chain = List.copyOf(chain);
    }

    /**
     * An entry whose key and certificate are known to belong together.
     *
     * @throws GeneralSecurityException if they do not
     * @throws IllegalArgumentException if there is no certificate
     */
    static KeyEntry checked(String name, PrivateKey key, List<X509Certificate> chain) throws GeneralSecurityException {
        var entry = new KeyEntry(name, key, chain);
        if (!isPair(key, entry.certificate().getPublicKey())) {
            throw new GeneralSecurityException("the private key does not belong to the first certificate, that of "
                    + entry.certificate().getSubjectX500Principal()
                    + "; take the key that this was made with, and let the certificates of issuers stand behind it");
        }
        return entry;
    }

    private static boolean isPair(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        if (key instanceof RSAKey one && certified instanceof RSAKey other) {
            return one.getModulus().equals(other.getModulus());
        }
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        var signature = Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : key.getAlgorithm());
        signature.initSign(key);
        byte[] signed = signature.sign(); // of no bytes, which will do
        try {
            signature.initVerify(certified);
            return signature.verify(signed);
        } catch (SignatureException e) {
            return false; // of another curve, so that it does not even look like a signature
        }
    }

    X509Certificate certificate() {
        return chain.get(0);
    }
}
