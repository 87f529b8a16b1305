package io.sluice.engine.tls;

import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What one store holds, by name. Names are compared without regard to case, as Java's own stores do. */
final class StoreEntries {
    private final Map<String, KeyEntry> keys = new LinkedHashMap<>();
    private final Map<String, List<X509Certificate>> certificates = new LinkedHashMap<>();

    void add(KeyEntry entry) {
        keys.put(folded(entry.name()), entry);
    }

    void add(String name, List<X509Certificate> trusted) {
        certificates.put(folded(name), List.copyOf(trusted));
    }

    @Nullable KeyEntry key(String name) {
        return keys.get(folded(name));
    }

    @Nullable List<X509Certificate> certificates(String name) {
        return certificates.get(folded(name));
    }

    Set<String> keyNames() {
        return new TreeSet<>(keys.keySet());
    }

    Set<String> certificateNames() {
        return new TreeSet<>(certificates.keySet());
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
