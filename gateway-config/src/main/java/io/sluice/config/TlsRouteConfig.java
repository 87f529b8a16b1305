package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * A route of a {@code tls} binding.
 *
 * @param when alternatives; empty matches every connection
 * @param certificate {@code with.certificate} of a client: {@code subject.cn} or {@code subject.dn} to pattern
 * @param guarded guard name to the roles it must grant
 */
public record TlsRouteConfig(
        Location at,
        List<TlsConditionConfig> when,
        Map<String, Text> certificate,
        Map<String, List<Text>> guarded,
        Text exit) {

    /** Copies the collections. */
    public TlsRouteConfig {
        requireNonNull(at, "at");
        when = List.copyOf(when);
        certificate = Ordered.copyOf(certificate);
        guarded = Ordered.copyOf(guarded);
        requireNonNull(exit, "exit");
    }
}
