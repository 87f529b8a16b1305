package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code options.access-control} of an {@code http} server: the CORS policy.
 *
 * @param crossOrigin true for {@code policy: cross-origin}, false for {@code same-origin}
 * @param allow null when everything is allowed
 * @param maxAge how long a preflight answer may be kept; null when not said
 * @param exposed response headers that scripts may read, lower-case
 */
public record AccessControlConfig(
        Location at,
        boolean crossOrigin,
        @Nullable Allow allow,
        @Nullable Duration maxAge,
        List<String> exposed) {

    /** Copies the list. */
    public AccessControlConfig {
        requireNonNull(at, "at");
        exposed = List.copyOf(exposed);
    }

    /**
     * What other origins may do. An empty list allows anything.
     *
     * @param credentials whether cookies and authorization may be sent along
     */
    public record Allow(
            Location at, List<String> origins, List<String> methods, List<String> headers, boolean credentials) {

        /** Copies the lists. */
        public Allow {
            requireNonNull(at, "at");
            origins = List.copyOf(origins);
            methods = List.copyOf(methods);
            headers = List.copyOf(headers);
        }
    }
}
