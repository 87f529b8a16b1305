package io.sluice.engine.listen;

import io.sluice.engine.flow.Plan;
import java.util.Objects;

/**
 * A compiled route of an {@code http-kafka} binding, without its conditions.
 *
 * @param route a stable label, such as {@code http_kafka.routes[2]}
 * @param guarded who may use it
 * @param plan what happens to its requests
 */
public record RoutePlan(String route, Guarded guarded, Plan plan) {

    /** Checks for nulls. */
    public RoutePlan {
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(guarded, "guarded");
        Objects.requireNonNull(plan, "plan");
    }
}
