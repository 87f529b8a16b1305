package io.sluice.engine.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
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

    X509Certificate certificate() {
        return chain.get(0);
    }
}
