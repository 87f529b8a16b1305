package io.sluice.rest.schema;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a schema registry is.
 *
 * @param urls base addresses of equal registries, http or https; those behind the first are asked when it cannot be reached
 * @param authorization the value of the request header {@code authorization}, for example {@code Basic ...}; null for none
 */
public record RegistrySettings(List<URI> urls, @Nullable String authorization) {
    /** Checks the addresses and copies the list. */
    public RegistrySettings {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("urls is empty (expected: at least one address)");
        }
        for (URI url : urls) {
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!http || url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null) {
                throw new IllegalArgumentException(url + " (expected: http://host:port or https://host:port)");
            }
        }
    }

    @Override
    public String toString() {
        return "RegistrySettings[urls=" + urls + ", authorization=" + (authorization == null ? "none" : "***") + "]";
    }
}
