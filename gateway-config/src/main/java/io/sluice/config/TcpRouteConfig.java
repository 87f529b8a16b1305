package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * A route of a {@code tcp} server.
 *
 * @param when alternatives; empty matches every connection
 * @param guarded guard name to the roles it must grant
 */
public record TcpRouteConfig(Location at, List<TcpConditionConfig> when, Map<String, List<Text>> guarded, Text exit) {

    /** Copies the collections. */
    public TcpRouteConfig {
        requireNonNull(at, "at");
        when = List.copyOf(when);
        guarded = Ordered.copyOf(guarded);
        requireNonNull(exit, "exit");
    }
}
