package io.sluice.engine.tls;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What one side of a TLS connection shows and believes.
 *
 * @param keys in the order in which the configuration names them; empty for a client that shows nothing
 * @param trust the authorities of whom the peer's certificate must be; empty to trust nobody
 */
record TlsMaterial(List<KeyEntry> keys, List<X509Certificate> trust) {

    /** Copies the lists. */
    TlsMaterial {
        keys = List.copyOf(keys);
        trust = List.copyOf(trust);
    }
}
