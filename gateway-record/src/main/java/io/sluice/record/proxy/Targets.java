package io.sluice.record.proxy;

import org.jspecify.annotations.Nullable;

/** Request targets in origin form. Stateless. */
final class Targets {
    private Targets() {}

    /** Path and query, as they came. */
    static String withQuery(String path, @Nullable String query) {
        return query == null ? path : path + '?' + query;
    }
}
